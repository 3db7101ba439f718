-- What more than a hold needs: lines that stored reservations lead to, and lines that are changed only if the whole
-- command is accepted.

local lineAt, counterAt, newNumber

local function places(names)
  local at = {}
  for i = 1, #names do
    at[names[i]] = i
  end
  return at
end

-- The place of a line that a stored reservation has.
local function place_of_line(key)
  lineAt = lineAt or places(lineKeys)
  local i = lineAt[key]
  if not i then
    i = #lineKeys + 1
    lineKeys[i], lineRaws[i], lineAt[key] = key, redis.call('HGET', LINES, key), i
  end
  return i
end

local function place_of_counter(name)
  counterAt = counterAt or places(counterNames)
  local i = counterAt[name]
  if not i then
    i = #counterNames + 1
    counterNames[i], counterRaws[i], counterAt[name] = name, redis.call('HGET', COUNTERS, name), i
  end
  return i
end

-- Rule 8: giving back to a counter that is forgotten does nothing.
local function give_back(name, quantity)
  local i = place_of_counter(name)
  local before = used_of(i)
  if before > 0 then
    set_counter(i, math.max(0, before - quantity), ends[i] or NEVER)
  end
end

local function set_reservation(i, row)
  parsed[i] = row
  write_reservation(i, pack_time(row.expiry) .. cmsgpack.pack({row[1], row[2], row[3], row[4], row[5]}))
end

local function pending(row)
  for _, held in ipairs(row[3]) do
    if held[2] > 0 then
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

local function accept()
  for _, i in ipairs(touched) do
    local row = drafts[i]
    row[VERSION] = row[VERSION] + 1
    if not row[NUMBER] then
      newNumber = (newNumber or redis.call('HLEN', LINES)) + 1
      row[NUMBER] = newNumber
    end
    lines[i] = row
    changedLines[i] = true
  end
  entries = entries + #touched
end

-- A line's open reservations are one stretch of one set in byte order, behind the line's number.
local function open_member(number, id)
  return struct.pack('>I4', number) .. id
end

local function file_settled(kind, id)
  settled[#settled + 1] = kind .. id
end
