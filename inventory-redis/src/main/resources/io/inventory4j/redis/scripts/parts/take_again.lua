-- The command TAKE_AGAIN (rule 1.12): what a sweep took of a reservation is taken again, in the same reservation.
-- apply.lua shows its values.
-- needs: accept, answer_known, answer_moved, charge, charges_of_line, charges_of_order, comes_after, copied, counters,
--        draft, ends, file_expiry, handlers, hold, holding, input, names, new_draft, now, pack_time, place_of,
--        plain, raws, refusal, refuse, reservation, reservations, reserves, same_content, set_reservation, shipped,
--        stale_charge, used_of
-- gives: is_over, add_charges, store_again

-- The units that are taken again, as the lines of a reserve: line, quantity, floor.
local function swept_lines(stored, p)
  local values = {}
  for at = FIRST, LAST + NEXT * stored[LINES], NEXT do
    if stored[at + OF_SWEPT] > 0 then
      local n = #values
      values[n + 1], values[n + 2], values[n + 3] = input[p], stored[at + OF_SWEPT], input[p + 2]
    end
    p = p + 3
  end
  return values
end

-- What these units charge: the counters of the time when the order was made. By the place of the counter, and the
-- places in order. due: the units by the place of their line in the row; all that are swept, if it is nil.
local function swept_charges(stored, due)
  local units, places = {}, {}
  local function add(from, to, quantity)
    for k = from, to do
      local i = place_of(stored[k])
      if not units[i] then
        places[#places + 1] = i
      end
      units[i] = (units[i] or 0) + quantity
    end
  end
  for at = FIRST, LAST + NEXT * stored[LINES], NEXT do
    local quantity = due and due[at] or stored[at + OF_SWEPT]
    if quantity > 0 then
      local from, to = charges_of_line(stored, at)
      add(from, to, quantity)
    end
  end
  if stored[PHASE] == PHASE_SETTLED then
    local from, to = charges_of_order(stored)
    add(from, to, 1)
  end
  return units, places
end

-- Whether the end of a counter has come; where it counts nothing, the end that the command names decides.
local function is_over(i, named_end)
  if used_of(i) == 0 then
    return named_end and named_end <= now
  end
  return ends[i] and ends[i] <= now
end

-- Adds these charges to the values, as those of a reserve: counter, units, limit, end, in the order of their names. The
-- command names them in this order. Those that it does not name have no limit here but MAX, and keep their end.
local function add_charges(values, stored, due, p, count)
  local units, places = swept_charges(stored, due)
  local first, added = #values + 1, 0
  local function add(i, limit, until_when)
    local n = #values
    while n > first and comes_after(names[counters + values[n - 3]], names[i]) do
      for k = n - 3, n do
        values[k + 4] = values[k]
      end
      n = n - 4
    end
    values[n + 1], values[n + 2], values[n + 3], values[n + 4] = i - counters, units[i], limit, until_when
    units[i], added = nil, added + 1
  end
  for k = p, p + 4 * (count - 1), 4 do
    local i = counters + input[k]
    if units[i] and is_over(i, input[k + 3]) then
      units[i] = nil
    elseif units[i] then
      add(i, input[k + 2], input[k + 3])
    end
  end
  for _, i in ipairs(places) do
    if units[i] and not is_over(i) then
      add(i, MAX, used_of(i) > 0 and ends[i] or NEVER)
    end
  end
  return added
end

-- Puts the reservation in force with what was taken again: held anew, or sold. taken: as due; what is swept and not
-- taken is given up.
local function store_again(i, stored, taken, to, hold_for)
  local after, moved = copied(stored), {}
  for at = FIRST, LAST + NEXT * after[LINES], NEXT do
    local quantity = taken and taken[at] or after[at + OF_SWEPT]
    after[at + OF_SWEPT] = 0
    if quantity > 0 then
      local n, of = #moved, at + (to == RESERVED and OF_RESERVED or OF_COMMITTED)
      after[of] = after[of] + quantity
      after[at + OF_RELEASED] = after[at + OF_RELEASED] - quantity
      moved[n + 1], moved[n + 2], moved[n + 3], moved[n + 4] = place_of(after[at]), AVAILABLE, to, quantity
    end
  end
  after[CHANGED_AT], after[MARK] = now, MARK_NONE
  if moved[1] then
    after[PHASE] = to == RESERVED and PHASE_PENDING or PHASE_CONFIRMED
  elseif after[PHASE] == PHASE_SHIPPED then
    shipped[#shipped + 1] = names[i]
  end
  local times = raws[i]:sub(1, BODY)
  if to == RESERVED then
    times = pack_time(now + hold_for) .. times:sub(MADE + 1)
  end
  file_expiry(names[i], to == RESERVED and now + hold_for or 0)
  holding = true
  set_reservation(i, after, times)
  answer_moved(UNITS_MOVED, i, moved)
end

handlers[TAKE_AGAIN] = function(p)
  local i, hold_for, wanted = reservations + input[p + 2], input[p + 3], p + 8
  local charges, charge_count, passing = wanted + 3 * input[p + 5], input[p + 6], input[p + 7]
  reserves = reserves + 1
  if not raws[i] then
    return refuse(UNKNOWN_RESERVATION, plain(i), 0)
  end
  if answer_known(i, true, same_content) then
    return
  end
  local passed = stale_charge(input, charges + 4 * charge_count, passing, (struct.unpack('>I8', raws[i], MADE + 1)))
  if passed then
    return refuse(STALE, plain(passed), 0)
  end
  new_draft()
  local stored, to = reservation(i), hold_for > 0 and RESERVED or COMMITTED
  local values = swept_lines(stored, wanted)
  local first_charge = #values + 1
  local count = add_charges(values, stored, nil, charges, charge_count)
  local reason, subject, remaining = refusal(values, 1, first_charge, count, to, to == COMMITTED)
  if reason then
    return refuse(reason, subject, remaining)
  end
  for k = 1, first_charge - 1, 3 do
    draft(values[k])
  end
  hold(values, 1, first_charge, to)
  accept()
  charge(values, first_charge, count)
  store_again(i, stored, nil, to, hold_for)
end
