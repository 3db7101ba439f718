-- The command SETTLE (rule 2); apply.lua shows its values.
-- needs: TALLY_FROM, answer_moved, closed, copied, expiry_of, file_expiry, handlers, input, later_from, move_units,
--        names, new_draft, now, out, pending, place_of, plain, raws, refuse, release_all, replay, reservation,
--        reservations, set_reservation, settle_row, settled, settlement_name, settlements_from, write
-- gives: nothing

-- The reason if there is nothing to settle (rule 2.8).
local function nothing_left(how, stored)
  if how == CANCEL or how == SHIP then
    return NOT_COMMITTED
  end
  if how == RETURN then
    return NOT_SHIPPED
  end
  return stored[SWEPT] == 1 and EXPIRED or NOT_PENDING
end

-- The units of a reservation's line that a transition can still move.
local function left(how, row, at)
  if how == RETURN then
    return row[at + OF_SHIPPED] - row[at + OF_RETURNED]
  end
  return row[at + TALLY_FROM[how]]
end

-- A settlement of an id that is not known, or of a tombstone. A release leaves a tombstone, which stops a reserve that
-- is still under way (rule 2.9).
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

-- The content of the settlement of this id, if there was one (rule 2.7).
local function settled_before(i, stored, id)
  local later = later_from(stored)
  for k = settlements_from(stored), math.min(#stored, later - 1), 2 do
    if stored[k] == id then
      return stored[k + 1]
    end
  end
  if stored[later] then
    local raw = raws[place_of(settlement_name(names[i], id))]
    return raw and (cmsgpack.unpack(raw))
  end
end

local function remember(i, after, id, content)
  local n, later = #after, later_from(after)
  if n < later - 1 then
    after[n + 1], after[n + 2] = id, content
    return
  end
  write(place_of(settlement_name(names[i], id)), cmsgpack.pack(content, after[later] or ''))
  after[later], after[later + 1] = id, (after[later + 1] or 0) + 1
end

-- How many settlements a reservation remembers.
local function remembered_by(stored)
  local later = later_from(stored)
  return (math.min(#stored, later - 1) - settlements_from(stored) + 1) / 2 + (stored[later + 1] or 0)
end

-- Prolongs a reservation (rule 2.6). The number of extensions is bounded here; that of other settlements is bounded by
-- the units that they move.
local function extend(i, stored, id, content, hold_for)
  if not pending(stored) then
    return refuse(nothing_left(EXTEND, stored), plain(i), 0)
  end
  if remembered_by(stored) >= MAX_SETTLEMENTS then
    return refuse(OVERFLOW, plain(i), 0)
  end
  local expiry = math.max(expiry_of(raws[i]), now + hold_for)
  remember(i, stored, id, content)
  set_reservation(i, stored, expiry)
  file_expiry(names[i], expiry)
  local n = #out
  out[n + 1], out[n + 2] = EXTENDED, raws[i]
end

-- Settles all that is left for a transition; or reason, subject, remaining.
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

-- Where a line begins in a reservation's row.
local function line_of(row, name)
  for at = FIRST, NEXT * row[LINES], NEXT do
    if row[at] == name then
      return at
    end
  end
end

-- Settles the quantities that the command names, by line in key order; or reason, subject, remaining.
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

handlers[SETTLE] = function(p)
  local i, id, how, content = reservations + input[p + 2], input[p + 3], input[p + 4], input[p + 5]
  local rest, count = input[p + 7], input[p + 8]
  local stored = reservation(i)
  if not stored or stored[LINES] == 0 then
    return settle_unknown(i, how, stored)
  end
  local before = settled_before(i, stored, id)
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
  remember(i, after, id, content)
  settle_row(i, stored, after, returned)
  answer_moved(UNITS_MOVED, i, moved)
end
