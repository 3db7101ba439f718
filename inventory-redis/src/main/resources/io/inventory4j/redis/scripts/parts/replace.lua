-- A reservation in place of another (rule 1.8).
-- needs: answer_moved, charges_of_order, counters, draft, ends, give_up, hold, input, pending, place_of, plain,
--        refusal, refuse, released_in_full, replace, reservation, settle_row, used_of
-- gives: nothing

-- What the end of a reservation gives back, by the place of the counter.
local function given_back(returned, after)
  local given = {}
  for k = 1, #returned, 2 do
    local i = place_of(returned[k])
    given[i] = (given[i] or 0) + returned[k + 1]
  end
  if released_in_full(after) then
    local from, to = charges_of_order(after)
    for k = from, to do
      local i = place_of(after[k])
      given[i] = (given[i] or 0) + 1
    end
  end
  return given
end

-- The ends of the counters that the new reservation charges, as they are now.
local function ends_of(p, count)
  local kept = {}
  for k = p, p + 4 * (count - 1), 4 do
    local i = counters + input[k]
    if used_of(i) > 0 then
      kept[i] = ends[i] or NEVER
    end
  end
  return kept
end

-- Gives the replaced reservation back, checks and holds the new one. Returns the ends for charge(). If the new one is
-- refused, the replaced one stays as it is, and it returns nil.
function replace(p, charges, charge_count, replaced)
  local old = reservation(replaced)
  if not old or not pending(old) then
    refuse(NOT_PENDING, plain(replaced), 0)
    return
  end
  local moved, returned = {}, {}
  local before, after = give_up(replaced, false, moved, returned)
  local given = given_back(returned, after)
  local reason, subject, remaining = refusal(p, charges, charge_count, given)
  if reason then
    refuse(reason, subject, remaining)
    return
  end
  local kept = ends_of(charges, charge_count)
  for k = p, charges - 1, 3 do
    draft(input[k])
  end
  hold(p, charges)
  settle_row(replaced, before, after, returned)
  answer_moved(REPLACED, replaced, moved)
  return kept
end
