-- A batch of holds that replace nothing, which is what a rush is made of: the same rules as in reserve.lua, in one straight
-- line. Redis makes all functions and tables of a script anew at each call, and that is most of what a call costs.
--
-- ARGV[2] as in apply.lua, with no more names, and no more values of a command, than Lua's stack holds
-- Answers as apply.lua does, or nothing, having written nothing, if an id is known: apply.lua knows what to answer then.

local text = ARGV[2]
local behind, request = cmsgpack.unpack_one(text, 0)
local names, counters, reservations = request[1], request[2], request[3]
local raws = redis.call('HMGET', ROWS, unpack(names))
local lines, used, ends, changed = {}, {}, {}, {}
local out, told = {}, 0
local set, sets, entries = {}, 0, 0
local expiring, stale = {}, {}
local sameCount, sameEnd, sameCounter
local sameHold, expiry, packedExpiry, filed

while behind >= 0 do
  local values
  behind, values = cmsgpack.unpack_one(text, behind)
  -- The values from the second on: in front of them stands where the next command begins.
  local command = {cmsgpack.unpack_limit(text, values, behind)}
  behind = command[1]
  local i, charges = reservations + command[3], 8 + 3 * command[6]
  if raws[i] then
    return false
  end
  local charged = charges + 4 * command[charges - 1]

  -- Rule 1.6: the first failing line in key order, then the first failing counter in name order.
  local reason, subject, remaining
  for p = 7, charges - 2, 3 do
    local at, quantity = command[p], command[p + 1]
    local row = lines[at]
    if row == nil then
      row = raws[at] and cmsgpack.unpack(raws[at])
      lines[at] = row
    end
    if not row then
      reason, subject, remaining = UNKNOWN_LINE, at, 0
      break
    end
    local left = row[AVAILABLE] - command[p + 2]
    if row[STATE] ~= IS_OPEN then
      reason, subject, remaining = NOT_OPEN, at, 0
      break
    elseif left < quantity then
      reason, subject, remaining = OUT_OF_STOCK, at, math.max(0, left)
      break
    elseif row[RESERVED] + quantity > MAX or row[AVAILABLE] - quantity < -MAX then
      reason, subject, remaining = OVERFLOW, at, 0
      break
    end
  end
  if not reason then
    for p = charges, charged - 4, 4 do
      local at = counters + command[p]
      local count = used[at]
      if not count then
        count = 0
        if raws[at] then
          count, ends[at] = cmsgpack.unpack(raws[at])
        end
        used[at] = count
      end
      if count + command[p + 1] > command[p + 2] then
        reason, subject, remaining = LIMIT_REACHED, names[at]:sub(2), math.max(0, command[p + 2] - count)
        break
      end
    end
  end

  if reason then
    out[told + 1], out[told + 2], out[told + 3], out[told + 4] = REFUSED, reason, subject, remaining
    told = told + 4
  else
    told = told + 1
    out[told] = HELD
    -- Rule 1.3.
    for p = 7, charges - 2, 3 do
      local at, quantity = command[p], command[p + 1]
      local row = lines[at]
      row[AVAILABLE] = row[AVAILABLE] - quantity
      row[RESERVED] = row[RESERVED] + quantity
      row[VERSION] = row[VERSION] + 1
      changed[at] = true
      entries = entries + 1
    end
    for p = charges, charged - 4, 4 do
      local at, until_when = counters + command[p], command[p + 3]
      local before, ends_at = used[at], ends[at]
      if until_when == NEVER or before > 0 and not ends_at then
        until_when = nil
      elseif before > 0 and ends_at > until_when then
        until_when = ends_at
      end
      if until_when and (before == 0 or ends_at ~= until_when) then
        local same = stale[until_when]
        if not same then
          same = {}
          stale[until_when] = same
        end
        same[#same + 1] = names[at]
      end
      local count = before + command[p + 1]
      used[at] = count
      if until_when or ends_at then
        ends[at] = until_when
      end
      if count ~= sameCount or until_when ~= sameEnd then
        sameCount, sameEnd, sameCounter = count, until_when, cmsgpack.pack(count, until_when)
      end
      set[sets + 1], set[sets + 2] = names[at], sameCounter
      sets = sets + 2
    end
    if command[4] ~= sameHold then
      sameHold = command[4]
      expiry = now + sameHold
      packedExpiry = struct.pack('>I8', expiry)
      filed = expiring[expiry]
      if not filed then
        filed = {}
        expiring[expiry] = filed
      end
    end
    local row = packedExpiry .. command[5]
    raws[i] = row
    set[sets + 1], set[sets + 2] = names[i], row
    sets = sets + 2
    filed[#filed + 1] = names[i]
  end
end

local before = {}
for i = 1, counters do
  before[i] = raws[i] or ''
end
local answer = cmsgpack.pack({now, {}, before, out})
if entries > 0 then
  for at in pairs(changed) do
    set[sets + 1], set[sets + 2] = names[at], cmsgpack.pack(lines[at])
    sets = sets + 2
  end
  local last = string.format('%d', (raws[#names] or 0) + entries)
  set[sets + 1], set[sets + 2] = 'p', last
  redis.call('HSET', ROWS, unpack(set))
  local note = struct.pack('>I8', now)
  for at, same in pairs(expiring) do
    local packed = cmsgpack.pack(same)
    redis.call('ZADD', EXPIRY, string.format('%d', at), packed)
    note = note .. packed
  end
  redis.call('RPUSH', OPENED, note)
  for at, same in pairs(stale) do
    redis.call('ZADD', STALE, string.format('%d', at), cmsgpack.pack(same))
  end
  redis.call('XADD', JOURNAL, last .. '-0', 'q', text, 'a', answer)
end
return answer
