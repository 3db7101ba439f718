-- The command SETTLE (rules 2 and 9.2); apply.lua shows its values.
-- needs: TALLY_FROM, answer_moved, closed, copied, end_sweep, expiry_of, file_expiry, handlers, input,
--        later_from, move_all, move_units, names, new_draft, now, out, pack_time, place_of, plain, raws, refuse,
--        replay, reservation, reservations, set_reservation, settle_row, settled, settlement_name, settlements_from,
--        write
-- gives: nothing

-- The reason if there is nothing to settle (rule 2.8).
local function nothing_left(how, stored)
  if how == CANCEL or how == SHIP or how == GIVE_BACK then
    return NOT_COMMITTED
  end
  if how == RETURN then
    return NOT_SHIPPED
  end
  return stored[MARK] == MARK_SWEPT and EXPIRED or NOT_PENDING
end

-- Whether the state that a settlement asks for is there already (rules 2.10 and 2.11).
local function is_done(how, stored)
  if how == CONFIRM and (stored[MARK] == MARK_SWEPT or stored[MARK] == MARK_ENDED) then
    return false
  end
  for at = FIRST, LAST + NEXT * stored[LINES], NEXT do
    local done
    if how == CONFIRM then
      done = stored[at + OF_COMMITTED] + stored[at + OF_SHIPPED]
    elseif how == SHIP then
      done = stored[at + OF_SHIPPED]
    elseif how == RETURN then
      done = stored[at + OF_RETURNED]
    else
      done = stored[at + OF_RELEASED]
    end
    if done > 0 then
      return true
    end
  end
  return false
end

-- The units of a reservation's line that a transition can still move.
local function left(how, row, at)
  if how == RETURN then
    return row[at + OF_SHIPPED] - row[at + OF_RETURNED]
  end
  return row[at + TALLY_FROM[how]]
end

-- A settlement of an id that is not known, or of a tombstone. A release leaves a tombstone, which stops a reserve that
-- is still under way (rules 2.9 and 2.11).
local function settle_unknown(i, how, stored)
  if how ~= RELEASE and how ~= GIVE_BACK then
    return refuse(stored and RELEASED or UNKNOWN_RESERVATION, plain(i), 0)
  end
  if stored then
    return replay(nil)
  end
  set_reservation(i, {now, PHASE_SETTLED, MARK_NONE, 0, 0, 0, 0}, pack_time(now) .. pack_time(now))
  settled[#settled + 1] = names[i]
  closed[#closed + 1] = ''
  out[#out + 1] = MARKED
end

-- The content of the settlement of this id, if there was one (rule 2.7). The settlements of the row begin at `from`.
local function settled_before(i, stored, id, from)
  local last, later = #stored, from + 2 * OWN_SETTLEMENTS
  for k = from, last < later and last or later - 1, 2 do
    if stored[k] == id then
      return stored[k + 1]
    end
  end
  if stored[later] then
    local raw = raws[place_of(settlement_name(names[i], id))]
    return raw and (cmsgpack.unpack(raw))
  end
end

-- A settlement without an id is not remembered (rule 2.10).
local function remember(i, after, id, content, from)
  if id == '' then
    return
  end
  local n, later = #after, from + 2 * OWN_SETTLEMENTS
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
  if stored[PHASE] ~= PHASE_PENDING then
    return refuse(nothing_left(EXTEND, stored), plain(i), 0)
  end
  if remembered_by(stored) >= MAX_SETTLEMENTS then
    return refuse(OVERFLOW, plain(i), 0)
  end
  local expiry = math.max(expiry_of(raws[i]), now + hold_for)
  remember(i, stored, id, content, settlements_from(stored))
  stored[CHANGED_AT] = now
  set_reservation(i, stored, pack_time(expiry) .. raws[i]:sub(MADE + 1, BODY))
  file_expiry(names[i], expiry)
  local n = #out
  out[n + 1], out[n + 2] = EXTENDED, raws[i]
end

-- Settles all that is left for a transition; or reason, subject, remaining.
local function settle_all(how, after, moved, returned)
  for at = FIRST, LAST + NEXT * after[LINES], NEXT do
    local quantity = left(how, after, at)
    if quantity > 0 then
      local reason, line_at = move_units(how, after, at, quantity, moved, returned)
      if reason then
        return reason, line_at, 0
      end
    end
  end
end

-- The answer if nothing is left for the whole reservation.
local function answer_nothing_left(i, how, id, stored)
  if (id == '' or how == GIVE_BACK) and is_done(how, stored) then
    return replay(i)
  end
  return refuse(nothing_left(how, stored), plain(i), 0)
end

-- Where a line begins in a reservation's row.
local function line_of(row, name)
  for at = FIRST, LAST + NEXT * row[LINES], NEXT do
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

-- Whether an order is confirmed, and nobody has touched it since a time (rule 9.2).
local function is_due(stored, raw, by)
  local changed = stored[CHANGED_AT] > 0 and stored[CHANGED_AT] or (struct.unpack('>I8', raw, MADE + 1))
  return stored[PHASE] == PHASE_CONFIRMED and changed <= by
end

handlers[SETTLE] = function(p)
  local i, id, how, content = reservations + input[p + 2], input[p + 3], input[p + 4], input[p + 5]
  local rest, count = input[p + 7], input[p + 8]
  local stored = reservation(i)
  if not stored or stored[LINES] == 0 then
    return settle_unknown(i, how, stored)
  end
  local from = settlements_from(stored)
  local before = id ~= '' and settled_before(i, stored, id, from)
  if before then
    if before == content then
      return replay(i)
    end
    return refuse(ID_REUSED, id, 0)
  end
  if how == EXTEND then
    return extend(i, stored, id, content, input[p + 6])
  end
  if input[p + 6] > 0 and not is_due(stored, raws[i], input[p + 6]) then
    return refuse(NOT_COMMITTED, plain(i), 0)
  end
  new_draft()
  local after, moved, returned = copied(stored), {}, {}
  local reason, subject, remaining
  if count > 0 then
    reason, subject, remaining = settle_part(how, after, p + 9, count, moved, returned)
  elseif how == GIVE_BACK then
    move_all(RELEASE, after, moved, returned)
    move_all(CANCEL, after, moved, returned)
  else
    reason, subject, remaining = settle_all(how, after, moved, returned)
  end
  if reason then
    return refuse(reason, subject, remaining)
  end
  if count == 0 and (how == RELEASE or how == CANCEL or how == GIVE_BACK) then
    end_sweep(after)
  end
  if not moved[1] and after[MARK] == stored[MARK] then
    return answer_nothing_left(i, how, id, stored)
  end
  if rest == 1 then
    move_all(RELEASE, after, moved, returned)
  end
  remember(i, after, id, content, from)
  settle_row(i, stored, after, returned)
  answer_moved(UNITS_MOVED, i, moved)
end
