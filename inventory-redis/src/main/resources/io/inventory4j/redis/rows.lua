-- The rows that a call touches: read once, changed in memory, written at the end. An error does not undo what a script
-- has written before it, so everything is judged first and written last (rule 10).

-- Lua's stack bounds how many arguments a call can have.
local CHUNK = 1000

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
  names, raws = list, hmget(ROWS, list)
  place = tonumber(raws[#list] or 0)
end

local function write(i, raw)
  raws[i] = raw
  set[sets + 1], set[sets + 2] = names[i], raw
  sets = sets + 2
end

local function line(i)
  local row = parsed[i]
  if row == nil then
    row = raws[i] and cmsgpack.unpack(raws[i])
    parsed[i] = row
  end
  return row
end

-- Units that charge a counter; 0 where it is not stored.
local function used_of(i)
  local n = used[i]
  if not n then
    n = 0
    if raws[i] then
      n, ends[i] = cmsgpack.unpack(raws[i])
    end
    used[i] = n
  end
  return n
end

-- Counters that a purge may forget some time are filed under that time, once for each time they are given.
local stale = {}

local function file_stale(i, at)
  local same = stale[at]
  if not same then
    same = {}
    stale[at] = same
  end
  same[#same + 1] = names[i]
end

-- Many counters of a batch count the same until the same time.
local sameCount, sameEnd, sameCounter

-- Absent and zero mean the same, so what counts nothing has no end of its own either.
local function set_counter(i, count, until_when)
  if until_when == NEVER then
    until_when = nil
  end
  if count == 0 then
    file_stale(i, 0)
  elseif until_when and (used[i] == 0 or ends[i] ~= until_when) then
    file_stale(i, until_when)
  end
  used[i], ends[i] = count, until_when
  local raw = sameCounter
  if count ~= sameCount or until_when ~= sameEnd then
    raw = cmsgpack.pack(count, until_when)
    sameCount, sameEnd, sameCounter = count, until_when, raw
  end
  write(i, raw)
end

local function apart(at, ...)
  return at, {...}
end

-- Packed values one behind the other, as many as there are up to some, and where those behind them begin. A table that grows
-- is made again, so it is made of all of them.
local function values_at(text, at, most)
  local values
  at, values = apart(cmsgpack.unpack_limit(text, math.min(CHUNK, most), at))
  while at >= 0 and #values < most do
    local part
    at, part = apart(cmsgpack.unpack_limit(text, math.min(CHUNK, most - #values), at))
    local n = #values
    for k = 1, #part do
      values[n + k] = part[k]
    end
  end
  return values, at
end

local function pack_values(values)
  local n = #values
  if n <= CHUNK then
    return cmsgpack.pack(unpack(values))
  end
  local parts = {}
  for from = 1, n, CHUNK do
    parts[#parts + 1] = cmsgpack.pack(unpack(values, from, math.min(from + CHUNK - 1, n)))
  end
  return table.concat(parts)
end

local function expiry_of(raw)
  return (struct.unpack('>I8', raw))
end

local function reservation_of(raw)
  return (values_at(raw, 8, MAX))
end

-- False where there is none.
local function reservation(i)
  local row = parsed[i]
  if not row and raws[i] then
    row = reservation_of(raws[i])
    parsed[i] = row
  end
  return row or false
end

-- Many reservations of a batch have one expiry.
local packedTime, packed

local function pack_time(time)
  if time ~= packedTime then
    packedTime, packed = time, struct.pack('>I8', time)
  end
  return packed
end

local function released_in_full(row)
  for at = FIRST, NEXT * row[LINES], NEXT do
    if row[at + OF_RESERVED] > 0 or row[at + OF_COMMITTED] > 0 or row[at + OF_SHIPPED] > 0 then
      return false
    end
  end
  return true
end

-- What a command would leave of the lines it touches; they are in force when it is judged.
local drafts, touched = {}, {}

local function new_draft()
  for k = #touched, 1, -1 do
    drafts[touched[k]], touched[k] = nil, nil
  end
end

-- A set in order is dear to add to, so what belongs together is filed together: ids by expiry, names by the time from
-- which they may be forgotten. Calls that hold note their ids for the set of open ones, too; they are put there when
-- somebody asks for it or they have been open for long; most are settled by then.
local closed, expiring, settled = {}, {}, {}
local holding = false

local function filed_under(expiry)
  local same = expiring[expiry]
  if not same then
    same = {}
    expiring[expiry] = same
  end
  return same
end

local function file_expiry(name, expiry)
  local same = filed_under(expiry)
  same[#same + 1] = name
end

local function pack_lines()
  for i in pairs(changed) do
    write(i, cmsgpack.pack(parsed[i]))
  end
end

local function write_expiries()
  local note = pack_time(now)
  for expiry, same in pairs(expiring) do
    local filed = cmsgpack.pack(same)
    redis.call('ZADD', EXPIRY, expiry, filed)
    note = note .. filed
  end
  if holding then
    redis.call('RPUSH', OPENED, note)
  end
end

-- One entry of the stream for the whole call, under the number of the last of those that it stands for.
local function write_journal(request, answer)
  redis.call('XADD', JOURNAL, string.format('%.0f-0', place + entries), 'q', request, 'a', answer)
end

local function write_rows(request, answer)
  -- Over maxmemory a script may write what needs memory only behind a write that needs none: what gives units back can
  -- always do so.
  if closed[1] then
    call('ZREM', OPEN, closed)
  end
  -- What changes no line has its place too: played again from the beginning, the journal gives everything there is.
  if entries == 0 and sets > 0 then
    entries = 1
  end
  if entries == 0 then
    return
  end
  pack_lines()
  set[sets + 1], set[sets + 2] = 'p', string.format('%.0f', place + entries)
  call('HSET', ROWS, set)
  write_expiries()
  for at, same in pairs(stale) do
    redis.call('ZADD', STALE, at, cmsgpack.pack(same))
  end
  if settled[1] then
    redis.call('ZADD', SETTLED, now, cmsgpack.pack(settled))
  end
  write_journal(request, answer)
end
