-- The rows that a call touches. They are read once, changed in memory and written at the end: an error does not undo
-- what a script has written before it, so a script judges everything first and writes last (rule 10.1).
-- needs: nothing
-- gives: hmget, call, names, raws, parsed, used, ends, added_lines, place, entries, set, sets, changed, load_rows,
--        write

local function hmget(key, fields)
  local n = #fields
  if n == 0 then
    return {}
  end
  if n <= CHUNK then
    return redis.call('HMGET', key, unpack(fields))
  end
  local values = {}
  for from = 1, n, CHUNK do
    local part = redis.call('HMGET', key, unpack(fields, from, math.min(from + CHUNK - 1, n)))
    for i = 1, #part do
      values[from + i - 1] = part[i]
    end
  end
  return values
end

-- For commands that answer a number; returns the sum.
local function call(command, key, arguments)
  local n = #arguments
  if n <= CHUNK then
    return redis.call(command, key, unpack(arguments))
  end
  local sum = 0
  for from = 1, n, CHUNK do
    sum = sum + redis.call(command, key, unpack(arguments, from, math.min(from + CHUNK - 1, n)))
  end
  return sum
end

-- Tables by the place of a name in the call's list of names; names that stored reservations lead to are added to it.
-- names   the field
-- raws    the row as it is stored, or as it will be; false where there is none
-- parsed  the row of a line or reservation, as a table
-- used    what a counter counts; ends: when it may be forgotten
local names, raws, parsed, used, ends = {}, {}, {}, {}, {}
-- The places of the lines that were added to the list, in order.
local added_lines = {}
-- The sequence of the journal's last entry, and the number of entries that this call adds: one for each command and
-- line (rule 7.1).
local place, entries = 0, 0
-- What will be written: name, row, name, row. If a name is there twice, Redis keeps the last. Lines are packed at the
-- end, because every command of a batch may change the same line; changed has their places.
local set, sets, changed = {}, 0, {}

-- The last name of the list is PLACE.
local function load_rows(list)
  names, raws = list, hmget(ROWS_KEY, list)
  place = tonumber(raws[#list] or 0)
end

local function write(i, raw)
  raws[i] = raw
  set[sets + 1], set[sets + 2] = names[i], raw
  sets = sets + 2
end
