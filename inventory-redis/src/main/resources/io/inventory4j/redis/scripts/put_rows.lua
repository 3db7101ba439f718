-- Puts rows back that were copied, into a namespace that is being restored, and files them: reservations by expiry, by
-- line and by the time at which they were settled, counters by the time from which they may be forgotten, moves and
-- sale states by theirs. All of it is in the rows. Lines have to come before reservations.
--
--   index    name           meaning
--   KEYS[1]  ROWS_KEY       the rows
--   KEYS[2]  EXPIRY_KEY     reservations by expiry
--   KEYS[3]  OPENED_KEY     not used
--   KEYS[4]  STALE_KEY      counters by the time from which they may be forgotten
--   KEYS[5]  JOURNAL_KEY    not used
--   KEYS[6]  OPEN_KEY       open reservations by line
--   KEYS[7]  CONFIRMED_KEY  orders to ship
--   KEYS[8]  SETTLED_KEY    what a purge may forget, by time
--   KEYS[9]  SHIPPED_KEY    the same
--   KEYS[10] APPLIED_KEY    the same
--   KEYS[11] ARCHIVED_KEY   whether it is being restored
--   ARGV[1]  now            empty: the time does not matter here
--   ARGV[2]  rows           [(field row)*]
--   ARGV[3]  place          empty; or, after the last rows, the journal's place, which is noted if all rows are there
--   ARGV[4]  count          how many rows there are then
--   returns  how many rows there are now
-- needs: call, changed_at, expiry_of, file, line, names, open_member, place_of_line, raws, reservation
-- gives: nothing

-- A call that comes late, when the restore has gone on already, must not put older rows back.
if redis.call('HGET', ROWS_KEY, PLACE) or not redis.call('HGET', ARCHIVED_KEY, 'restoring') then
  return redis.error_reply('ELSEWHERE the namespace is not where its rows can be put back')
end

local rows = cmsgpack.unpack(ARGV[2])
local expiring, stale_by, settled_by, shipped_by, applied_by = {}, {}, {}, {}, {}
local members, confirmed, newest = {}, {}, 0

local function add(filed, at, name)
  local same = filed[at]
  if not same then
    same = {}
    filed[at] = same
  end
  same[#same + 1] = name
end

local function file_all(key, filed)
  for at, same in pairs(filed) do
    file(key, at, at, same)
  end
end

local function add_open(i)
  local row = reservation(i)
  for at = FIRST, LAST + NEXT * row[LINES], NEXT do
    if row[at + OF_RESERVED] > 0 then
      members[#members + 1] = 0
      members[#members + 1] = open_member(line(place_of_line(row[at]))[NUMBER], names[i])
    end
  end
end

local function add_reservation(i, name, raw)
  local at, phase = changed_at(raw)
  if phase == PHASE_PENDING then
    add(expiring, expiry_of(raw), name)
    add_open(i)
  elseif phase == PHASE_CONFIRMED then
    confirmed[#confirmed + 1] = name
    newest = math.max(newest, at)
  else
    add(phase == PHASE_SHIPPED and shipped_by or settled_by, at, name)
  end
end

local function add_counter(name, raw)
  local count, until_when = cmsgpack.unpack(raw)
  if count == 0 then
    add(stale_by, 0, name)
  elseif until_when then
    add(stale_by, until_when, name)
  end
end

for k = 1, #rows, 2 do
  local i, name, raw = #names + 1, rows[k], rows[k + 1]
  names[i], raws[i] = name, raw
end
local n = #names
for i = 1, n do
  local name, raw = names[i], raws[i]
  local letter = name:byte(1)
  if letter == RESERVATION_LETTER then
    add_reservation(i, name, raw)
  elseif letter == COUNTER_LETTER then
    add_counter(name, raw)
  elseif letter == MOVE_LETTER or letter == SALE_STATE_LETTER then
    local _, at = cmsgpack.unpack(raw)
    add(applied_by, at, name)
  end
end

if rows[1] then
  call('HSET', ROWS_KEY, rows)
end
file_all(EXPIRY_KEY, expiring)
file_all(STALE_KEY, stale_by)
file_all(SETTLED_KEY, settled_by)
file_all(SHIPPED_KEY, shipped_by)
file_all(APPLIED_KEY, applied_by)
if members[1] then
  call('ZADD', OPEN_KEY, members)
end
file(CONFIRMED_KEY, -1 - newest, newest, confirmed)
local count = redis.call('HLEN', ROWS_KEY)
if ARGV[3] ~= '' and count == tonumber(ARGV[4]) then
  redis.call('HSET', ROWS_KEY, PLACE, ARGV[3])
end
return count
