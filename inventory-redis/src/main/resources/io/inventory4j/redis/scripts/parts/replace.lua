-- A reservation in place of another (rules 1.8 and 1.11).
-- needs: answer_moved, charges_of_order, copied, counters, counts, draft, end_sweep, ends, hold, input, move_all,
--        place_of, place_of_line, plain, refusal, refuse, replace, reservation, settle_row, used_of
-- gives: given_back, ends_of, units_by_line, give_back_all

-- What the end of a reservation gives back, by the place of the counter.
local function given_back(returned, before, after)
  local whole = before[PHASE] ~= PHASE_SETTLED
  local given = {}
  local function add(name, quantity)
    local i = place_of(name)
    if counts(i) then
      given[i] = (given[i] or 0) + quantity
    end
  end
  for k = 1, #returned, 2 do
    add(returned[k], returned[k + 1])
  end
  for at = FIRST, LAST + NEXT * after[LINES], NEXT do
    whole = whole and after[at + OF_COMMITTED] == 0 and after[at + OF_SHIPPED] == 0
  end
  if whole then
    local from, to = charges_of_order(after)
    for k = from, to do
      add(after[k], 1)
    end
  end
  return given
end

-- The ends of the counters that the new reservation charges, as they are now.
local function ends_of(values, p, count)
  local kept = {}
  for k = p, p + 4 * (count - 1), 4 do
    local i = counters + values[k]
    if used_of(i) > 0 then
      kept[i] = ends[i] or NEVER
    end
  end
  return kept
end

-- Whether a reservation has something that another can take the place of.
local function replaceable(row, exchange)
  return row[PHASE] == PHASE_PENDING or exchange and row[PHASE] == PHASE_CONFIRMED or row[MARK] == MARK_SWEPT
end

-- What a reservation has of each line that another may take from it, by the place of the line.
local function units_by_line(row)
  local units = {}
  for at = FIRST, LAST + NEXT * row[LINES], NEXT do
    local quantity = row[at + OF_RESERVED] + row[at + OF_COMMITTED]
    if quantity > 0 then
      units[place_of_line(row[at])] = quantity
    end
  end
  return units
end

-- Gives back in drafts what the replaced reservation has. Returns its row before and after, what was moved, and what
-- goes back to counters. If there is nothing to replace, it refuses the command and returns nil.
local function give_back_all(replaced, exchange)
  local before = reservation(replaced)
  if not before or not replaceable(before, exchange) then
    refuse(exchange and NOT_COMMITTED or NOT_PENDING, plain(replaced), 0)
    return
  end
  local after, moved, returned = copied(before), {}, {}
  move_all(RELEASE, after, moved, returned)
  if exchange then
    move_all(CANCEL, after, moved, returned)
  end
  end_sweep(after)
  return before, after, moved, returned
end

-- Gives the replaced reservation back, checks the new one and takes its units. Returns the ends for charge(). If the
-- new one is refused, the replaced one stays as it is, and it returns nil.
function replace(p, charges, charge_count, to, replaced)
  local exchange = to == COMMITTED
  local before, after, moved, returned = give_back_all(replaced, exchange)
  if not before then
    return
  end
  local given = given_back(returned, before, after)
  local covered = exchange and units_by_line(before)
  local reason, subject, remaining = refusal(input, p, charges, charge_count, to, exchange, given, covered)
  if reason then
    refuse(reason, subject, remaining)
    return
  end
  local kept = ends_of(input, charges, charge_count)
  for k = p, charges - 1, 3 do
    draft(input[k])
  end
  hold(input, p, charges, to)
  settle_row(replaced, before, after, returned)
  answer_moved(REPLACED, replaced, moved)
  return kept
end
