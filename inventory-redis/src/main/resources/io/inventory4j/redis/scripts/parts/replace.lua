-- Rule 1.8.

-- What the end of a reservation gives back, by the places of the counters.
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

-- Rule 1.8: the replaced reservation is given back before the check, and stands if the new one is refused: then nil.
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
  tell_moved(REPLACED, replaced, moved)
  return kept
end
