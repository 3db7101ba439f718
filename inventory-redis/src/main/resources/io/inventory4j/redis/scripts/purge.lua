-- Forgets settled ids and stale counters, and deletes old entries of the journal (rules 8.8 and 8.9).
--
--   index    name           meaning
--   KEYS[1]  ROWS_KEY       the rows
--   KEYS[2]  EXPIRY_KEY     not used
--   KEYS[3]  OPENED_KEY     not used
--   KEYS[4]  STALE_KEY      counters by the time from which they may be forgotten
--   KEYS[5]  JOURNAL_KEY    the journal
--   KEYS[6]  OPEN_KEY       not used
--   KEYS[7]  CONFIRMED_KEY  orders to ship
--   KEYS[8]  SETTLED_KEY    what may be forgotten, by time: reservations of which nothing was shipped,
--   KEYS[9]  SHIPPED_KEY    those of which something was shipped,
--   KEYS[10] APPLIED_KEY    and moves and sale states
--   KEYS[11] ARCHIVED_KEY   how far the journal is archived
--   ARGV[1]  now            see head.lua
--   ARGV[2]  request        kind settled_by shipped_by applied_by max: Request.PURGE, the latest times of what may be
--                           forgotten (rule 9.2), and how much at most
--   ARGV[3]  journal_by     the latest time of entries of the journal that may be deleted; empty to keep them all
--   ARGV[5]  again          [field*], the rows that it deleted then, if the journal is played again. Rows that were put
--                           back are filed otherwise than they were, so what is filed does not say which they were
--   returns  {forgotten, more}  how much was forgotten, -1 if it had to be played again and could not; 1 if there may
--                           be more, else 0
--
-- Its answer in the journal is [now forgotten [field*]], with all rows that it deleted.
-- needs: call, changed_at, entries, file, hmget, later_from, load_rows, now, place, reservation_of, settlement_name,
--        write_journal
-- gives: nothing

local _, settled_by, shipped_by, applied_by, max = cmsgpack.unpack(ARGV[2])
local PAGE, SOME = 20, 100

-- How much a call looks at: each row counts as 1, and as 1 more for each 100 bytes.
local ENOUGH = max + ENOUGH_STEPS

-- How many places of the journal a call frees at most, or one entry of it.
local TRIMMED = 10000

local forgotten, looked_at, more = 0, 0, false

-- deleted  the fields of all rows that it has deleted
-- wanted   those that it has to delete, if the journal is played again; lacking says whether one was not there
local deleted, lacking = {}, false
local again = ARGV[5] and cmsgpack.unpack(ARGV[5])
local wanted = {}
for _, name in ipairs(again or {}) do
  wanted[name] = true
end

local function delete(fields)
  if not fields[1] then
    return
  end
  local rows = call('HDEL', ROWS_KEY, fields)
  for _, name in ipairs(fields) do
    deleted[#deleted + 1], wanted[name] = name, nil
  end
  lacking = lacking or rows < #fields
end

-- Whether something may be forgotten. Since a reservation was filed, it may have been settled again, or its id used
-- again; so its row decides.
local function is_settled(raw)
  local at, phase = changed_at(raw)
  return phase == PHASE_SETTLED and at <= settled_by
end

local function is_shipped(raw)
  local at, phase = changed_at(raw)
  return phase == PHASE_SHIPPED and at <= shipped_by
end

local function is_applied(raw)
  local _, at = cmsgpack.unpack(raw)
  return at <= applied_by
end

local function is_stale(raw)
  local count, until_when = cmsgpack.unpack(raw)
  return count == 0 or (until_when and until_when <= now)
end

-- Adds the fields of the settlements of a reservation that have rows of their own.
local function add_settlements(fields, name, raw)
  if name:byte(1) ~= RESERVATION_LETTER then
    return
  end
  local row = reservation_of(raw)
  local id = row[later_from(row)] or ''
  while id ~= '' do
    fields[#fields + 1] = settlement_name(name, id)
    looked_at = looked_at + 1
    local settlement = redis.call('HGET', ROWS_KEY, fields[#fields])
    if not settlement then
      return
    end
    _, id = cmsgpack.unpack(settlement)
  end
end

-- Deletes those rows of a list that are due, from a place on: some of the list, and no more than max allows. Returns
-- the place after the last one that it has looked at. What is due and was not deleted then is added to kept.
local function forget(filed, from, due, kept)
  local to = math.min(#filed, from + SOME - 1, from + max - forgotten - 1)
  local some, fields, seen = {unpack(filed, from, to)}, {}, {}
  for k, raw in ipairs(hmget(ROWS_KEY, some)) do
    local name = some[k]
    looked_at = looked_at + 1 + (raw and #raw / 100 or 0)
    if raw and not seen[name] and due(raw) then
      seen[name] = true
      if again and not wanted[name] then
        kept[#kept + 1] = name
      else
        fields[#fields + 1] = name
        forgotten = forgotten + 1
        add_settlements(fields, name, raw)
      end
    end
  end
  delete(fields)
  return to + 1
end

-- Goes through one sorted set of packets. What it does not look at, because it has done enough, is filed again.
local function go_through(files, up_to, due)
  while true do
    local page = redis.call('ZRANGEBYSCORE', files, '-inf', string.format('%.0f', up_to),
      'WITHSCORES', 'LIMIT', 0, PAGE)
    for k = 1, #page, 2 do
      if forgotten >= max or looked_at >= ENOUGH then
        more = true
        return
      end
      local _, filed = cmsgpack.unpack_one(page[k], 8)
      local next, kept = 1, {}
      while next <= #filed and forgotten < max and looked_at < ENOUGH do
        next = forget(filed, next, due, kept)
      end
      redis.call('ZREM', files, page[k])
      if next <= #filed then
        more = true
        local at = tonumber(page[k + 1])
        file(files, at, at, {unpack(filed, next)})
      end
      if kept[1] then
        local at = tonumber(page[k + 1])
        file(files, at, at, kept)
        return
      end
    end
    if #page < 2 * PAGE then
      return
    end
  end
end

-- Drops what is no longer to ship from old packets of CONFIRMED_KEY, and files the rest again. It would pile up in
-- shops that report their shipments, because nobody else looks at it. What a call leaves has its turn in the next
-- purge.
local function tidy_confirmed()
  local filed, kept = {}, {}
  for _, packet in ipairs(redis.call('ZRANGEBYSCORE', CONFIRMED_KEY, string.format('%.0f', -1 - settled_by), '(0',
    'LIMIT', 0, PAGE)) do
    local _, same = cmsgpack.unpack_one(packet, 8)
    for k, raw in ipairs(hmget(ROWS_KEY, same)) do
      local _, phase
      if raw then
        _, phase = changed_at(raw)
      end
      if phase == PHASE_CONFIRMED then
        kept[#kept + 1] = same[k]
      end
    end
    filed[#filed + 1] = packet
    if #kept >= CHUNK then
      break
    end
  end
  if filed[1] then
    call('ZREM', CONFIRMED_KEY, filed)
    file(CONFIRMED_KEY, -1 - now, now, kept)
  end
end

go_through(SETTLED_KEY, settled_by, is_settled)
go_through(SHIPPED_KEY, shipped_by, is_shipped)
go_through(APPLIED_KEY, applied_by, is_applied)
go_through(STALE_KEY, now, is_stale)
tidy_confirmed()

-- Deletes what is not filed where it was then. Settlements do not count: they went with their reservations.
local function delete_rest()
  local rest = {}
  for _, name in ipairs(again) do
    if wanted[name] then
      rest[#rest + 1] = name
      forgotten = forgotten + (name:sub(1, 1) == SETTLEMENT and 0 or 1)
    end
  end
  delete(rest)
  deleted = again
  if lacking then
    forgotten = -1
  end
end

if again then
  delete_rest()
end

local function sequence_of(entry)
  return tonumber(entry[1]:match('^%d+'))
end

local function time_of(entry)
  return cmsgpack.unpack(entry[2][4])[1]
end

-- Deletes the oldest entries up to a time; true if there are more of them. They are in the order of their times, so a
-- binary search finds the first to keep.
local function trim_journal(up_to)
  local first = redis.call('XRANGE', JOURNAL_KEY, '-', '+', 'COUNT', 1)[1]
  if not first or time_of(first) > up_to then
    return false
  end
  local low = sequence_of(first) + 1
  local high = sequence_of(redis.call('XREVRANGE', JOURNAL_KEY, '+', '-', 'COUNT', 1)[1]) + 1
  local most = low + TRIMMED - 1
  local cut = high > most
  high = math.min(high, most)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local entry = redis.call('XRANGE', JOURNAL_KEY, string.format('%.0f', middle), '+', 'COUNT', 1)[1]
    if entry and time_of(entry) <= up_to then
      low = sequence_of(entry) + 1
    else
      high = middle
    end
  end
  -- The last archived entry stays: the archive compares it to see that this is the journal it has copied.
  local archived = redis.call('HGET', ARCHIVED_KEY, 'sequence')
  if archived and low >= tonumber(archived) then
    low, cut = tonumber(archived), false
  end
  redis.call('XTRIM', JOURNAL_KEY, 'MINID', string.format('%.0f-0', low))
  return cut and low >= most
end

-- A purge that forgets nothing gets a sequence too: when the journal is played again, it has to empty the same lists.
if looked_at > 0 or again then
  load_rows({PLACE})
  entries = 1
  redis.call('HSET', ROWS_KEY, PLACE, string.format('%.0f', place + entries))
  write_journal(ARGV[2], cmsgpack.pack({now, forgotten, deleted}))
end
if ARGV[3] ~= '' and trim_journal(tonumber(ARGV[3])) then
  more = true
end

return {forgotten, more and 1 or 0}
