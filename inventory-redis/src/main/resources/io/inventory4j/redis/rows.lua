-- The rows that a call touches: read once, changed in memory, written at the end. An error does not undo what a script
-- has written before it, so everything is judged first and written last (rule 10).
--
-- KEYS   the twelve keys of the namespace, in the order of the names below; all in one hash slot
-- ARGV[1] now in microseconds since 1970, or empty for the server's own time
--
-- A line is {available, reserved, committed, safety, quality control, damaged, incoming, version, sale state, opening,
-- number}; a reservation is {swept, settled at, lines, order charges, settlements} behind eight bytes of its expiry, and
-- a line of it {key, reserved, committed, shipped, released, returned, charges}. Texts never hold control characters
-- (rule 9), so a key is SKU, line feed, location.

local LINES, COUNTERS, RESERVATIONS, COMMANDS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local EXPIRY, OPENED, OPEN, SETTLED, STALE = KEYS[5], KEYS[6], KEYS[7], KEYS[8], KEYS[9]
local JOURNAL, PLACE, ARCHIVED = KEYS[10], KEYS[11], KEYS[12]

local AVAILABLE, RESERVED, COMMITTED, SAFETY, QUALITY_CONTROL, DAMAGED, INCOMING = 1, 2, 3, 4, 5, 6, 7
local VERSION, STATE, OPENING, NUMBER = 8, 9, 10, 11
local IS_OPEN, IS_STOPPED = 0, 2
local MAX = 9007199254740991
local NEVER = MAX

local UNKNOWN_LINE, NOT_OPEN, OUT_OF_STOCK, LIMIT_REACHED, ID_REUSED, RELEASED, EXPIRED = 1, 2, 3, 4, 5, 6, 7
local UNKNOWN_RESERVATION, NOT_PENDING, NOT_COMMITTED, NOT_SHIPPED = 8, 9, 10, 11
local INSUFFICIENT, SHORTFALL, STALE_VERSION, OVERFLOW = 12, 13, 14, 15

-- Time is the store's (rule 1.3).
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end

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

-- Lines, counters and reservations by their place in the call's lists; what a reservation leads to is added behind.
local lineKeys, lineRaws, lines = {}, {}, {}
local counterNames, counterRaws, used, ends = {}, {}, {}, {}
local ids, raws, parsed = {}, {}, {}
-- What is remembered of moves and sale states: content and time.
local commands, commandRaws = {}, {}
-- What is to be written. Of a field that is written twice, the last counts, so hashes are simply given what was set, in
-- that order; but lines are packed at the end, because one of them may be set for every command of the batch.
local changedLines, setCounters, setReservations, setCommands = {}, {}, {}, {}
local counters, written = 0, 0

local function load_rows(keys, names, reservations, remembered)
  lineKeys, lineRaws = keys, hmget(LINES, keys)
  counterNames, counterRaws = names, hmget(COUNTERS, names)
  ids, raws = reservations, hmget(RESERVATIONS, reservations)
  commands, commandRaws = remembered, hmget(COMMANDS, remembered)
end

local function line(i)
  local row = lines[i]
  if row == nil then
    row = lineRaws[i] and cmsgpack.unpack(lineRaws[i])
    lines[i] = row
  end
  return row
end

-- Units that charge a counter; 0 where it is not stored.
local function used_of(i)
  local n = used[i]
  if not n then
    n = 0
    if counterRaws[i] then
      n, ends[i] = cmsgpack.unpack(counterRaws[i])
    end
    used[i] = n
  end
  return n
end

-- Counters that a purge may forget some time are filed under that time, once for each time they are given.
local stale = {}

local function file_stale(i, at)
  local names = stale[at]
  if not names then
    names = {}
    stale[at] = names
  end
  names[#names + 1] = counterNames[i]
end

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
  setCounters[counters + 1], setCounters[counters + 2] = counterNames[i], cmsgpack.pack(count, until_when)
  counters = counters + 2
end

-- {swept, settled at, lines, order charges, settlements}, and its expiry under that name; false where there is none.
local function reservation(i)
  local row = parsed[i]
  if row == nil then
    row = false
    if raws[i] then
      local _
      _, row = cmsgpack.unpack_one(raws[i], 8)
      row.expiry = struct.unpack('>I8', raws[i])
    end
    parsed[i] = row
  end
  return row
end

-- Many reservations of a batch have one expiry.
local packedTime, packed

local function pack_time(time)
  if time ~= packedTime then
    packedTime, packed = time, struct.pack('>I8', time)
  end
  return packed
end

local function write_reservation(i, raw)
  raws[i] = raw
  setReservations[written + 1], setReservations[written + 2] = ids[i], raw
  written = written + 2
end

local function released_in_full(row)
  for _, held in ipairs(row[3]) do
    if held[2] > 0 or held[3] > 0 or held[4] > 0 then
      return false
    end
  end
  return true
end

-- What a command would leave of the lines it touches; they are in force when it is judged.
local drafts, touched = {}, {}

local function new_draft()
  if touched[1] then
    drafts, touched = {}, {}
  end
end

-- How many entries the journal is given: one for each command and line (rule 7).
local entries = 0

-- A set in order is dear to add to, so what belongs together is filed together: ids by expiry, names by the time from
-- which they may be forgotten. New reservations are noted for the set of open ones, and put there when somebody asks for
-- it or they have been open for long; most are settled by then.
local noted, closed, expiring, settled = {}, {}, {}, {}

local function file_expiry(id, expiry)
  local same = expiring[expiry]
  if not same then
    same = {}
    expiring[expiry] = same
  end
  same[#same + 1] = id
end

local function add_all(set, filed)
  for at, members in pairs(filed) do
    redis.call('ZADD', set, at, cmsgpack.pack(members))
  end
end

local function set_all(key, set)
  if set[1] then
    call('HSET', key, set)
  end
end

local function lines_set()
  local set, n = {}, 0
  for i in pairs(changedLines) do
    set[n + 1], set[n + 2] = lineKeys[i], cmsgpack.pack(lines[i])
    n = n + 2
  end
  return set
end

-- One entry of the stream for the whole call, under the number of the last of those that it stands for.
local function write_journal(request, answer)
  if entries > 0 then
    local last = redis.call('INCRBY', PLACE, entries)
    redis.call('XADD', JOURNAL, string.format('%.0f-0', last), 'q', request, 'a', answer)
  end
end

local function write_rows(request, answer)
  -- Over maxmemory a script may write what needs memory only behind a write that needs none: what gives units back can
  -- always do so.
  if closed[1] then
    call('ZREM', OPEN, closed)
  end
  set_all(LINES, lines_set())
  set_all(RESERVATIONS, setReservations)
  set_all(COUNTERS, setCounters)
  set_all(COMMANDS, setCommands)
  if noted[1] then
    redis.call('RPUSH', OPENED, pack_time(now) .. cmsgpack.pack(noted))
  end
  add_all(EXPIRY, expiring)
  add_all(STALE, stale)
  if settled[1] then
    redis.call('ZADD', SETTLED, now, cmsgpack.pack(settled))
  end
  -- What changes no line has its place too: played again from the beginning, the journal gives everything there is.
  if entries == 0 and setReservations[1] then
    entries = 1
  end
  write_journal(request, answer)
end
