-- What more than a hold needs: lines that stored reservations lead to, and lines that are changed only if the whole
-- command is accepted.

local placeOf

-- The place of what a stored reservation leads to.
local function place_of(name)
  if not placeOf then
    placeOf = {}
    for i = 1, #names do
      placeOf[names[i]] = i
    end
  end
  local i = placeOf[name]
  if not i then
    i = #names + 1
    names[i], raws[i], placeOf[name] = name, redis.call('HGET', ROWS_KEY, name), i
  end
  return i
end

-- Lines are told to the caller, in the order in which they are met.
local function place_of_line(name)
  local before = #names
  local i = place_of(name)
  if i > before then
    met[#met + 1] = i
  end
  return i
end

-- Rule 8: giving back to a counter that is forgotten does nothing.
local function give_back(name, quantity)
  local i = place_of(name)
  local before = used_of(i)
  if before > 0 then
    set_counter(i, math.max(0, before - quantity), ends[i] or NEVER)
  end
end

local function set_reservation(i, row, expiry)
  parsed[i] = row
  write(i, pack_time(expiry) .. pack_values(row))
end

-- Where the charges of a reservation's line begin and end.
local function charges_of_line(row, line_at)
  local from = FIRST + NEXT * row[LINES]
  for at = FIRST, line_at - 1, NEXT do
    from = from + row[at + OF_CHARGES]
  end
  return from, from + row[line_at + OF_CHARGES] - 1
end

-- Where the order's charges begin and end; behind them are the settlements.
local function charges_of_order(row)
  local from = FIRST + NEXT * row[LINES] + row[LINE_CHARGES]
  return from, from + row[ORDER_CHARGES] - 1
end

local function pending(row)
  for at = FIRST, NEXT * row[LINES], NEXT do
    if row[at + OF_RESERVED] > 0 then
      return true
    end
  end
  return false
end

local function draft(i)
  local copy = drafts[i]
  if not copy then
    local row = line(i)
    copy = row and {unpack(row)} or {0, 0, 0, 0, 0, 0, 0, 0, IS_OPEN, 0}
    drafts[i] = copy
    touched[#touched + 1] = i
  end
  return copy
end

local function on_hand(row)
  return row[1] + row[2] + row[3] + row[4] + row[5] + row[6]
end

-- Rule 9.
local function overflows(row)
  return math.max(row[1], row[2], row[3], row[4], row[5], row[6], row[7]) > MAX
    or row[AVAILABLE] < -MAX
    or on_hand(row) + row[INCOMING] > MAX
end

local function new_number()
  local i = place_of(LINE_COUNT)
  local number = tonumber(raws[i] or 0) + 1
  write(i, string.format('%.0f', number))
  return number
end

local function accept()
  for _, i in ipairs(touched) do
    local row = drafts[i]
    row[VERSION] = row[VERSION] + 1
    if not row[NUMBER] then
      row[NUMBER] = new_number()
    end
    parsed[i] = row
    changed[i] = true
  end
  entries = entries + #touched
end

-- A line's open reservations are one stretch of one set in byte order, behind the line's number.
local function open_member(number, name)
  return struct.pack('>I4', number) .. name
end
