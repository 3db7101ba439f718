-- A batch of holds that replace nothing, which is what a rush is made of: the same rules as in holding.lua, in one straight
-- line. Redis makes all functions and tables of a script anew at each call, and that is most of what a call costs.
--
-- ARGV[2] as in apply.lua, with no more names, and no more values of a command, than Lua's stack holds
-- Answers as apply.lua does, or nothing, having written nothing, if an id is known: apply.lua knows what to answer then.

local text, read = ARGV[2], cmsgpack.unpack_limit
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
  local values, _, i, hold_for, body, n, m
  behind, values, _, i, hold_for, _, body, n, m = read(text, 8, behind)
  i = reservations + i
  if raws[i] then
    return false
  end

  -- Rule 1.6: the first failing line in key order, then the first failing counter in name order. What is one alone stays
  -- at hand for the second time that it is needed.
  local reason, subject, remaining
  local left = values - 7
  local lines_at, at, quantity, floor = behind, nil, nil, nil
  for _ = 1, n do
    behind, at, quantity, floor = read(text, 3, behind)
    left = left - 3
    local row = lines[at]
    if row == nil then
      row = raws[at] and cmsgpack.unpack(raws[at])
      lines[at] = row
    end
    if not row then
      reason, subject, remaining = UNKNOWN_LINE, at, 0
      break
    end
    local available = row[AVAILABLE]
    if row[STATE] ~= IS_OPEN then
      reason, subject, remaining = NOT_OPEN, at, 0
      break
    elseif available - floor < quantity then
      reason, subject, remaining = OUT_OF_STOCK, at, math.max(0, available - floor)
      break
    elseif row[RESERVED] + quantity > MAX or available - quantity < -MAX then
      reason, subject, remaining = OVERFLOW, at, 0
      break
    end
  end
  local charges_at, counter, charge, limit, until_when = behind, nil, nil, nil, nil
  for _ = 1, reason and 0 or m do
    behind, counter, charge, limit, until_when = read(text, 4, behind)
    left, counter = left - 4, counters + counter
    local count = used[counter]
    if not count then
      count = 0
      if raws[counter] then
        count, ends[counter] = cmsgpack.unpack(raws[counter])
      end
      used[counter] = count
    end
    if count + charge > limit then
      reason, subject, remaining = LIMIT_REACHED, names[counter]:sub(2), math.max(0, limit - count)
      break
    end
  end

  if reason then
    out[told + 1], out[told + 2], out[told + 3], out[told + 4] = REFUSED, reason, subject, remaining
    told = told + 4
    if left > 0 then
      behind = read(text, left, behind)
    end
  else
    told = told + 1
    out[told] = HELD
    -- Rule 1.3.
    for _ = 1, n do
      if n > 1 then
        lines_at, at, quantity = read(text, 3, lines_at)
      end
      local row = lines[at]
      row[AVAILABLE] = row[AVAILABLE] - quantity
      row[RESERVED] = row[RESERVED] + quantity
      row[VERSION] = row[VERSION] + 1
      changed[at] = true
      entries = entries + 1
    end
    for _ = 1, m do
      if m > 1 then
        charges_at, counter, charge, limit, until_when = read(text, 4, charges_at)
        counter = counters + counter
      end
      local before, ends_at = used[counter], ends[counter]
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
        same[#same + 1] = names[counter]
      end
      local count = before + charge
      used[counter] = count
      if until_when or ends_at then
        ends[counter] = until_when
      end
      if count ~= sameCount or until_when ~= sameEnd then
        sameCount, sameEnd, sameCounter = count, until_when, cmsgpack.pack(count, until_when)
      end
      set[sets + 1], set[sets + 2] = names[counter], sameCounter
      sets = sets + 2
    end
    if hold_for ~= sameHold then
      sameHold = hold_for
      expiry = now + sameHold
      packedExpiry = struct.pack('>I8', expiry)
      filed = expiring[expiry]
      if not filed then
        filed = {}
        expiring[expiry] = filed
      end
    end
    local row = packedExpiry .. body
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
