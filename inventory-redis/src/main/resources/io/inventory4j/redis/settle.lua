-- Rule 2.

local MAX_SETTLEMENTS = 1000

-- Rule 2.8.
local function nothing_left(how, stored)
  if how == CANCEL or how == SHIP then
    return NOT_COMMITTED
  end
  if how == RETURN then
    return NOT_SHIPPED
  end
  return stored[1] == 1 and EXPIRED or NOT_PENDING
end

local function left(how, held)
  if how == RETURN then
    return held[4] - held[6]
  end
  return held[TALLY_FROM[how]]
end

-- Rule 2.9: a release of an unknown id leaves a mark that stops a reserve still under way.
local function settle_unknown(i, how, stored)
  if how ~= RELEASE then
    return refuse(stored and RELEASED or UNKNOWN_RESERVATION, plain(i), 0)
  end
  if stored then
    return replay(nil)
  end
  local mark = {0, now, {}, {}, {}, now}
  set_reservation(i, mark)
  settled[#settled + 1] = names[i]
  closed[#closed + 1] = ''
  out[#out + 1] = MARKED
end

-- Rule 2.7. The memory of a settlement is its id and its content, one behind the other.
local function settled_before(stored, id)
  local settlements = stored[5]
  for k = 1, #settlements, 2 do
    if settlements[k] == id then
      return settlements[k + 1]
    end
  end
end

local function remember(stored, id, content)
  local n = #stored[5]
  if n == 0 then
    return {id, content}
  end
  local all = {}
  for k = 1, n do
    all[k] = stored[5][k]
  end
  all[n + 1], all[n + 2] = id, content
  return all
end

-- Rule 2.6. What is remembered of extensions is bounded; everything else is bounded by the units there are.
local function extend(i, stored, id, content, hold_for)
  if not pending(stored) then
    return refuse(nothing_left(EXTEND, stored), plain(i), 0)
  end
  if #stored[5] / 2 >= MAX_SETTLEMENTS then
    return refuse(OVERFLOW, plain(i), 0)
  end
  local expiry = math.max(stored[EXPIRES], now + hold_for)
  local longer = {stored[1], 0, stored[3], stored[4], remember(stored, id, content), expiry}
  set_reservation(i, longer)
  file_expiry(names[i], expiry)
  local n = #out
  out[n + 1], out[n + 2] = EXTENDED, raws[i]
end

-- All that is left for a transition.
local function settle_all(i, how, stored, held, moved, returned)
  local any = false
  for _, has in ipairs(held) do
    local quantity = left(how, has)
    if quantity > 0 then
      any = true
      local reason, at = move_units(how, has, quantity, moved, returned)
      if reason then
        return reason, at, 0
      end
    end
  end
  if not any then
    return nothing_left(how, stored), plain(i), 0
  end
end

-- The quantities of the command, per line in key order.
local function settle_part(how, stored, held, p, count, moved, returned)
  for k = p, p + 2 * (count - 1), 2 do
    local name, quantity = names[input[k]], input[k + 1]
    local has
    for _, one in ipairs(held) do
      if one[1] == name then
        has = one
      end
    end
    if not has then
      return UNKNOWN_LINE, input[k], 0
    end
    local there = left(how, has)
    if there < quantity then
      return nothing_left(how, stored), input[k], there
    end
    local reason, at = move_units(how, has, quantity, moved, returned)
    if reason then
      return reason, at, 0
    end
  end
end

-- Command: 2, length, reservation, settlement id, transition, content, hold for, release rest, n, n of (line, quantity).
handlers[2] = function(p)
  local i, id, how, content = reservations + input[p + 2], input[p + 3], input[p + 4], input[p + 5]
  local rest, count = input[p + 7], input[p + 8]
  local stored = reservation(i)
  if not stored or #stored[3] == 0 then
    return settle_unknown(i, how, stored)
  end
  local before = settled_before(stored, id)
  if before then
    if before == content then
      return replay(i)
    end
    return refuse(ID_REUSED, id, 0)
  end
  if how == EXTEND then
    return extend(i, stored, id, content, input[p + 6])
  end
  new_draft()
  local held, moved, returned = copied(stored[3]), {}, {}
  local reason, subject, remaining
  if count == 0 then
    reason, subject, remaining = settle_all(i, how, stored, held, moved, returned)
  else
    reason, subject, remaining = settle_part(how, stored, held, p + 9, count, moved, returned)
  end
  if reason then
    return refuse(reason, subject, remaining)
  end
  if rest == 1 then
    release_all(held, moved, returned)
  end
  settle_row(i, stored, {stored[1], 0, held, stored[4], remember(stored, id, content), stored[EXPIRES]}, returned)
  tell_moved(UNITS_MOVED, i, moved)
end
