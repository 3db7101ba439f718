-- Rule 2.

-- Rule 2.8.
local function nothing_left(how, stored)
  if how == CANCEL or how == SHIP then
    return NOT_COMMITTED
  end
  if how == RETURN then
    return NOT_SHIPPED
  end
  return stored[SWEPT] == 1 and EXPIRED or NOT_PENDING
end

local function left(how, row, at)
  if how == RETURN then
    return row[at + OF_SHIPPED] - row[at + OF_RETURNED]
  end
  return row[at + TALLY_FROM[how]]
end

-- Rule 2.9: a release of an unknown id leaves a mark that stops a reserve still under way.
local function settle_unknown(i, how, stored)
  if how ~= RELEASE then
    return refuse(stored and RELEASED or UNKNOWN_RESERVATION, plain(i), 0)
  end
  if stored then
    return replay(nil)
  end
  set_reservation(i, {0, now, 0, 0, 0}, now)
  settled[#settled + 1] = names[i]
  closed[#closed + 1] = ''
  out[#out + 1] = MARKED
end

-- Rule 2.7. The memory of a settlement is its id and its content, one behind the other.
local function settled_before(stored, id)
  local _, last = charges_of_order(stored)
  for k = last + 1, #stored, 2 do
    if stored[k] == id then
      return stored[k + 1]
    end
  end
end

local function remember(after, id, content)
  local n = #after
  after[n + 1], after[n + 2] = id, content
end

-- Rule 2.6. What is remembered of extensions is bounded; everything else is bounded by the units there are.
local function extend(i, stored, id, content, hold_for)
  if not pending(stored) then
    return refuse(nothing_left(EXTEND, stored), plain(i), 0)
  end
  local _, last = charges_of_order(stored)
  if (#stored - last) / 2 >= MAX_SETTLEMENTS then
    return refuse(OVERFLOW, plain(i), 0)
  end
  local expiry = math.max(expiry_of(raws[i]), now + hold_for)
  remember(stored, id, content)
  set_reservation(i, stored, expiry)
  file_expiry(names[i], expiry)
  local n = #out
  out[n + 1], out[n + 2] = EXTENDED, raws[i]
end

-- All that is left for a transition.
local function settle_all(i, how, after, moved, returned)
  local any = false
  for at = FIRST, NEXT * after[LINES], NEXT do
    local quantity = left(how, after, at)
    if quantity > 0 then
      any = true
      local reason, line_at = move_units(how, after, at, quantity, moved, returned)
      if reason then
        return reason, line_at, 0
      end
    end
  end
  if not any then
    return nothing_left(how, after), plain(i), 0
  end
end

local function line_of(row, name)
  for at = FIRST, NEXT * row[LINES], NEXT do
    if row[at] == name then
      return at
    end
  end
end

-- The quantities of the command, per line in key order.
local function settle_part(how, after, p, count, moved, returned)
  for k = p, p + 2 * (count - 1), 2 do
    local at = line_of(after, names[input[k]])
    local quantity = input[k + 1]
    if not at then
      return UNKNOWN_LINE, input[k], 0
    end
    local there = left(how, after, at)
    if there < quantity then
      return nothing_left(how, after), input[k], there
    end
    local reason, line_at = move_units(how, after, at, quantity, moved, returned)
    if reason then
      return reason, line_at, 0
    end
  end
end

-- Command: 2, length, reservation, settlement id, transition, content, hold for, release rest, n, n of (line, quantity).
handlers[SETTLE] = function(p)
  local i, id, how, content = reservations + input[p + 2], input[p + 3], input[p + 4], input[p + 5]
  local rest, count = input[p + 7], input[p + 8]
  local stored = reservation(i)
  if not stored or stored[LINES] == 0 then
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
  local after, moved, returned = copied(stored), {}, {}
  local reason, subject, remaining
  if count == 0 then
    reason, subject, remaining = settle_all(i, how, after, moved, returned)
  else
    reason, subject, remaining = settle_part(how, after, p + 9, count, moved, returned)
  end
  if reason then
    return refuse(reason, subject, remaining)
  end
  if rest == 1 then
    release_all(after, moved, returned)
  end
  remember(after, id, content)
  settle_row(i, stored, after, returned)
  tell_moved(UNITS_MOVED, i, moved)
end
