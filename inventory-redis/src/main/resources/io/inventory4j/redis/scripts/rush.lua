-- A batch of reserves that are all new and all held, which is what a rush is made of. The caller has added up what they
-- take together (RushPlan.java). If the total fits, every reserve fits, so each line and counter is checked once. The
-- code is written for few steps and few tables, since each costs; RushScriptTest compares it with apply.lua.
--
--   index    name           meaning
--   KEYS[1]  ROWS_KEY       the rows
--   KEYS[2]  EXPIRY_KEY     reservations by expiry
--   KEYS[3]  OPENED_KEY     notes of new reservations
--   KEYS[4]  STALE_KEY      counters by the time from which they may be forgotten
--   KEYS[5]  JOURNAL_KEY    the journal
--   ARGV[1]  now            see head.lua
--   ARGV[2]  request        the batch, as in apply.lua, with at most CHUNK names
--   ARGV[3]  plan           what the batch takes if all of it is held, as below
--   returns  answer         as apply.lua; or false, with nothing written, if a reserve is known or refused: then
--                           apply.lua has to do the batch
--
--   plan = answer_head list_head ids_from ids_to hold_for from until charged most end line* counter* hold*
--     answer_head  bytes of the answer between its time and the rows: no added lines, and the header of `before`
--     list_head    the header of an array of as many values as there are reserves
--     ids_from     the place in ARGV[2] of the first byte of the reservations' names,
--     ids_to       and of the last
--     hold_for     how long all of them are held, in microseconds; 0 if they differ
--     from, until  when the charges of all are right (rule 12); -1 for no bound
--     charged, most, end  the counter's values, if all counters have the same; charged is 0 if they
--                       differ or there are none
--   line    = needed taken holds, for each line
--     needed       the units that must be AVAILABLE, for the floors of all reserves (rule 1.1)
--     taken        the units that become RESERVED
--     holds        by how many reserves: the line's version grows by as many
--   counter = charged most end, for each counter; none if charged above is not 0
--     charged      the units that it is charged
--     most         what it may count before, so that every reserve stays within its limit (rule 1.2)
--     end          when it may be forgotten, or NEVER
--   hold    = hold_for, for each reserve; none if hold_for above is not 0
-- needs: now
-- gives: nothing

local read = cmsgpack.unpack_limit
local _, _, names, bodies, counters, reservations = read(ARGV[2], 5, 0)
local at, answer_head, list_head, ids_from, ids_to, hold_for, from, till, charged, most, until_when
  = read(ARGV[3], 10, 0)
if now < from or till >= 0 and now >= till then
  return false
end
local same_charge, same_hold = charged > 0, hold_for > 0
local raws = redis.call('HMGET', ROWS_KEY, unpack(names))
-- Filled with zeros to have room for the first rows, because a table that grows is allocated again.
local set, sets, entries = {PLACE, 0, 0, 0, 0, 0, 0, 0}, 2, 0

-- 148 is the header of an array of four values.
local answer = '\148' .. cmsgpack.pack(now) .. answer_head
for i = 1, counters do
  local raw, needed, taken, holds = raws[i], nil, nil, nil
  at, needed, taken, holds = read(ARGV[3], 3, at)
  if not raw then
    return false
  end
  -- From byte 1 on, after the header of the array.
  local more, available, reserved, committed, safety, quality, damaged, incoming, version, state, opening, pinned,
    number = read(raw, LINE_COLUMNS, 1)
  if state ~= IS_OPEN or available < needed or reserved + taken > MAX or available - taken < -MAX then
    return false
  end
  local window = ''
  if more >= 0 then
    -- Rule 4.6.
    local _, opens, closes = read(raw, 2, more)
    if now / 1000 < opens or closes ~= NO_EDGE and now / 1000 >= closes then
      return false
    end
    window = raw:sub(more + 1)
  end
  -- Rule 1.3.
  set[sets + 1], set[sets + 2] = names[i], raw:sub(1, 1) .. cmsgpack.pack(
    available - taken, reserved + taken, committed, safety, quality, damaged, incoming, version + holds, state, opening,
    pinned, number) .. window
  sets, entries = sets + 2, entries + holds
  answer = answer .. cmsgpack.pack(raw)
end

local stale = {}
local same_count, same_end, same_counter
for i = counters + 1, reservations do
  if not same_charge then
    at, charged, most, until_when = read(ARGV[3], 3, at)
  end
  local count, ends_at, end_of = 0, nil, until_when
  if raws[i] then
    count, ends_at = cmsgpack.unpack(raws[i])
    if count > most then
      return false
    end
  end
  if end_of == NEVER or count > 0 and not ends_at then
    end_of = nil
  elseif count > 0 and ends_at > end_of then
    end_of = ends_at
  end
  if end_of and (count == 0 or ends_at ~= end_of) then
    local same = stale[end_of] or {}
    same[#same + 1] = names[i]
    stale[end_of] = same
  end
  count = count + charged
  if count ~= same_count or end_of ~= same_end then
    same_count, same_end, same_counter = count, end_of, cmsgpack.pack(count, end_of)
  end
  set[sets + 1], set[sets + 2] = names[i], same_counter
  sets = sets + 2
end

local expiries = {}
local made = struct.pack('>I8', now)
local expiry = same_hold and struct.pack('>I8', now + hold_for)
local times = same_hold and expiry .. made
for i = 1, #bodies do
  local name = names[reservations + i]
  if raws[reservations + i] then
    return false
  end
  if not same_hold then
    at, hold_for = read(ARGV[3], 1, at)
    local when = now + hold_for
    local same = expiries[when] or {}
    same[#same + 1] = name
    times, expiries[when] = struct.pack('>I8', when) .. made, same
  end
  set[sets + 1], set[sets + 2] = name, times .. bodies[i]
  sets = sets + 2
end

local last = string.format('%d', (raws[#names] or 0) + entries)
set[2] = last
redis.call('HSET', ROWS_KEY, unpack(set, 1, sets))
local note = made
if same_hold then
  local packed = list_head .. ARGV[2]:sub(ids_from, ids_to)
  redis.call('ZADD', EXPIRY_KEY, string.format('%d', now + hold_for), expiry .. packed)
  note = note .. packed
end
for when, same in pairs(expiries) do
  local packed = cmsgpack.pack(same)
  redis.call('ZADD', EXPIRY_KEY, string.format('%d', when), struct.pack('>I8', when) .. packed)
  note = note .. packed
end
redis.call('RPUSH', OPENED_KEY, note)
for when, same in pairs(stale) do
  redis.call('ZADD', STALE_KEY, string.format('%d', when), struct.pack('>I8', when) .. cmsgpack.pack(same))
end
answer = answer .. list_head .. string.char(HELD):rep(#bodies)
redis.call('XADD', JOURNAL_KEY, last .. '-0', 'q', ARGV[2], 'a', answer)
return answer
