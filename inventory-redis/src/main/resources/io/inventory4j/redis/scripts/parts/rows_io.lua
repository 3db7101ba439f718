-- The rows that a call touches: read once, changed in memory, written at the end. An error does not undo what a script
-- has written before it, so everything is judged first and written last (rule 10).

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

local function call(command, key, arguments)
  local n = #arguments
  if n <= CHUNK then
    redis.call(command, key, unpack(arguments))
    return
  end
  for from = 1, n, CHUNK do
    redis.call(command, key, unpack(arguments, from, math.min(from + CHUNK - 1, n)))
  end
end

-- Rows by their places in the call's list of names; what a reservation leads to is added behind. Kept parsed are lines and
-- reservations, and of counters what they count and their ends.
local names, raws, parsed, used, ends = {}, {}, {}, {}, {}
-- The places of lines that stored reservations have led to.
local met = {}
-- The sequence of the journal's last entry, and how many this call adds: one for each command and line (rule 7).
local place, entries = 0, 0
-- What is to be written: name, row, name, row. Of a name that is written twice, the last counts; but lines are packed at
-- the end, because one of them may be changed by every command of the batch.
local set, sets, changed = {}, 0, {}

-- The last name of the list is p.
local function load_rows(list)
  names, raws = list, hmget(ROWS_KEY, list)
  place = tonumber(raws[#list] or 0)
end

local function write(i, raw)
  raws[i] = raw
  set[sets + 1], set[sets + 2] = names[i], raw
  sets = sets + 2
end
