-- What settlements, moves and sweeps need beyond what reserves do: rows that stored reservations lead to, and lines
-- that change only if the whole command is accepted.
-- needs: added_lines, changed, drafts, ends, entries, line, names, now, pack_values, parsed, raws, set_counter,
--        touched, used_of, write
-- gives: place_of, place_of_line, counts, give_back, set_reservation, charges_of_line, charges_of_order, draft,
--        on_hand, overflows, accept, open_member

local places

-- The place of a name in the call's list; adds it and reads its row if it is not there.
local function place_of(name)
  if not places then
    places = {}
    for i = 1, #names do
      places[names[i]] = i
    end
  end
  local i = places[name]
  if not i then
    i = #names + 1
    names[i], raws[i], places[name] = name, redis.call('HGET', ROWS_KEY, name), i
  end
  return i
end

-- The same for a line. Lines that are added are part of the answer.
local function place_of_line(name)
  local before = #names
  local i = place_of(name)
  if i > before then
    added_lines[#added_lines + 1] = i
  end
  return i
end

-- Whether a counter counts something and its end has not come. Nothing is given back to any other (rule 8.6).
local function counts(i)
  return used_of(i) > 0 and not (ends[i] and ends[i] <= now)
end

-- Takes units off a counter.
local function give_back(name, quantity)
  local i = place_of(name)
  if counts(i) then
    set_counter(i, math.max(0, used_of(i) - quantity), ends[i] or NEVER)
  end
end

-- times: the two that the row begins with, packed.
local function set_reservation(i, row, times)
  parsed[i] = row
  write(i, times .. pack_values(row))
end

-- The first and last place of the charges of one line, in a reservation's row.
local function charges_of_line(row, line_at)
  local from = FIRST + NEXT * row[LINES]
  for at = FIRST, line_at - 1, NEXT do
    from = from + row[at + OF_CHARGES]
  end
  return from, from + row[line_at + OF_CHARGES] - 1
end

-- The first and last place of the order's charges; the settlements follow them.
local function charges_of_order(row)
  local from = FIRST + NEXT * row[LINES] + row[LINE_CHARGES]
  return from, from + row[ORDER_CHARGES] - 1
end

-- A line as the command at hand would leave it, to be changed.
local function draft(i)
  local copy = drafts[i]
  if not copy then
    local row = line(i)
    copy = row and {unpack(row)} or {0, 0, 0, 0, 0, 0, 0, 0, IS_OPEN, 0, 0}
    drafts[i] = copy
    touched[#touched + 1] = i
  end
  return copy
end

local function on_hand(row)
  return row[1] + row[2] + row[3] + row[4] + row[5] + row[6]
end

-- Whether a bucket, or the sum of all, is beyond its bound (rule 9.11).
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

-- Puts the drafts in force: one new version and one journal entry for each line.
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

-- The member of OPEN_KEY for a line's number and a reservation. Those of one line are a range, in byte order.
local function open_member(number, name)
  return struct.pack('>I4', number) .. name
end
