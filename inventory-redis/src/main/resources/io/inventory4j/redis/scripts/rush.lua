-- A batch of holds that are all new and all held, which is what a rush is made of. What they take together, the caller has
-- added up; so nothing is looked at twice here, and little for each hold: every step of a script costs, and every table.
--
-- ARGV[2] as in apply.lua, with no more names than Lua's stack holds
-- ARGV[3] what the batch takes if all of it is held. First what the lines are packed behind in the answer, the head of a
--         packed list of as many as there are holds, and where their names, packed, are in ARGV[2]; how long all of them
--         are held; the units that each counter is charged, the most that it may count before (rule 1.2), its end. Then
--         of each line the units that it has to have (rule 1.1), those that are taken, and by how many holds. Then the
--         same of each counter, if the units above are 0; and of each hold how long it is, if that is 0 above.
-- Answers as apply.lua does, or nothing, having written nothing, if any is known or refused: apply.lua says which.

local read = cmsgpack.unpack_limit
local _, _, names, bodies, counters, reservations = read(ARGV[2], 5, 0)
local at, before, head, from, to, hold_for, charged, most, until_when = read(ARGV[3], 8, 0)
local same_charge, same_hold = charged > 0, hold_for > 0
local raws = redis.call('HMGET', ROWS_KEY, unpack(names))
-- Made with room for the first, because a table that grows is made again.
local set, sets, entries = {PLACE, 0, 0, 0, 0, 0, 0, 0}, 2, 0

local answer = '\148' .. cmsgpack.pack(now) .. before
for i = 1, counters do
  local raw, needed, taken, holds = raws[i], nil, nil, nil
  at, needed, taken, holds = read(ARGV[3], 3, at)
  if not raw then
    return false
  end
  -- Behind the head of its list.
  local _, available, reserved, committed, safety, quality_control, damaged, incoming, version, state, opening, number
    = read(raw, LINE_COLUMNS, 1)
  if state ~= IS_OPEN or available < needed or reserved + taken > MAX or available - taken < -MAX then
    return false
  end
  -- Rule 1.3.
  set[sets + 1], set[sets + 2] = names[i], raw:sub(1, 1) .. cmsgpack.pack(
    available - taken, reserved + taken, committed, safety, quality_control, damaged, incoming, version + holds, state,
    opening, number)
  sets, entries = sets + 2, entries + holds
  answer = answer .. cmsgpack.pack(raw)
end

local stale = {}
local sameCount, sameEnd, sameCounter
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
  if count ~= sameCount or end_of ~= sameEnd then
    sameCount, sameEnd, sameCounter = count, end_of, cmsgpack.pack(count, end_of)
  end
  set[sets + 1], set[sets + 2] = names[i], sameCounter
  sets = sets + 2
end

local expiries = {}
local expiry = same_hold and struct.pack('>I8', now + hold_for)
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
    expiry, expiries[when] = struct.pack('>I8', when), same
  end
  set[sets + 1], set[sets + 2] = name, expiry .. bodies[i]
  sets = sets + 2
end

local last = string.format('%d', (raws[#names] or 0) + entries)
set[2] = last
redis.call('HSET', ROWS_KEY, unpack(set, 1, sets))
local note = struct.pack('>I8', now)
if same_hold then
  local packed = head .. ARGV[2]:sub(from, to)
  redis.call('ZADD', EXPIRY_KEY, string.format('%d', now + hold_for), packed)
  note = note .. packed
end
for when, same in pairs(expiries) do
  local packed = cmsgpack.pack(same)
  redis.call('ZADD', EXPIRY_KEY, string.format('%d', when), packed)
  note = note .. packed
end
redis.call('RPUSH', OPENED_KEY, note)
for when, same in pairs(stale) do
  redis.call('ZADD', STALE_KEY, string.format('%d', when), cmsgpack.pack(same))
end
answer = answer .. head .. string.char(HELD):rep(#bodies)
redis.call('XADD', JOURNAL_KEY, last .. '-0', 'q', ARGV[2], 'a', answer)
return answer
