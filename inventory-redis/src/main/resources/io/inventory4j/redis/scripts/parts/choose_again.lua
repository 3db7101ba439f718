-- The command CHOOSE_AGAIN (rule 1.12): what a sweep took of an order whose lines chose is taken again; of gifts what
-- is there. apply.lua shows its values.
-- needs: accept, add_charges, answer_known, charge, charges_of_line, counters, draft, drafts, ends, handlers, hold,
--        input, is_over, keys_from, line, named_from, names, new_draft, place_of, places_of, plain, raws, refusal,
--        refuse, refuse_limit, reservation, reservations, reserves, same_choice, stale_charge, store_again, used_of,
--        why_closed
-- gives: nothing

-- The command at hand.
-- floors    by the field of a line
-- named     by counter, where what the command says of it begins
-- values    what is taken again, as the lines and charges of a reserve
-- slots     by counter, where its charge is in the values
-- to        RESERVED or COMMITTED
local floors, named, values, slots, to

-- What was given as gifts, by the field of the line.
local function gifts_of(told)
  local gifts, at = {}, 2
  while told[at] do
    local next = at + GRANT_HEAD + GRANT_SOURCE * told[at]
    if told[at + 2] == 0 then
      for k = at + GRANT_HEAD, next - 1, GRANT_SOURCE do
        gifts[told[k]] = (gifts[told[k]] or 0) + told[k + 1]
      end
    end
    at = next
  end
  return gifts
end

-- The swept units that have to be there, by the place of their line in the row.
local function due_of(stored)
  local gifts, due = gifts_of(stored[OWNER]), {}
  for at = FIRST, LAST + NEXT * stored[LINES], NEXT do
    local asked = stored[at + OF_RESERVED] + stored[at + OF_RELEASED] - (gifts[stored[at]] or 0)
    due[at] = math.max(0, math.min(stored[at + OF_SWEPT], asked))
  end
  return due
end

local function named_end(i)
  return named[i] and input[named[i] + 3]
end

-- What may still be charged a counter. A counter whose end has come is not charged.
local function free(i)
  if is_over(i, named_end(i)) then
    return MAX
  end
  local limit = named[i] and input[named[i] + 2] or MAX
  return limit - used_of(i) - (slots[i] and values[slots[i] + 1] or 0)
end

local function charge_gift(i, quantity)
  if is_over(i, named_end(i)) then
    return
  end
  local at = slots[i]
  if at then
    values[at + 1] = values[at + 1] + quantity
    return
  end
  local n = #values
  slots[i] = n + 1
  values[n + 1], values[n + 2], values[n + 3] = i - counters, quantity, MAX
  values[n + 4] = named_end(i) or used_of(i) > 0 and ends[i] or NEVER
end

-- Takes what is there of a gift, of at most so many units. Returns how many.
local function take_gift(stored, at, most)
  local i = place_of(stored[at])
  if why_closed(i, to == COMMITTED) then
    return 0
  end
  local row = drafts[i] or line(i)
  most = math.min(most, row[AVAILABLE] - floors[stored[at]], MAX - row[to])
  local first, last = charges_of_line(stored, at)
  for k = first, last do
    most = math.min(most, free(place_of(stored[k])))
  end
  if most <= 0 then
    return 0
  end
  row = draft(i)
  row[AVAILABLE] = row[AVAILABLE] - most
  row[to] = row[to] + most
  for k = first, last do
    charge_gift(place_of(stored[k]), most)
  end
  return most
end

-- Refuses the command because nothing would be held: by the first swept line, as if it had to give one unit.
local function refuse_nothing(stored)
  local at = FIRST
  while stored[at + OF_SWEPT] == 0 do
    at = at + NEXT
  end
  local i = place_of(stored[at])
  local closed, row = why_closed(i, to == COMMITTED), drafts[i] or line(i)
  if closed or row[AVAILABLE] - floors[stored[at]] < 1 then
    return refuse(closed or OUT_OF_STOCK, i, 0)
  end
  local first, last = charges_of_line(stored, at)
  for k = first, last do
    local counter = place_of(stored[k])
    if free(counter) < 1 then
      return refuse_limit(counter, i, 0)
    end
  end
  refuse(OVERFLOW, i, 0)
end

-- Judges and takes what has to be there; false if the command was refused. Returns where the charges begin.
local function take_due(stored, due, charges, count)
  for at = FIRST, LAST + NEXT * stored[LINES], NEXT do
    if due[at] > 0 then
      local n = #values
      values[n + 1], values[n + 2], values[n + 3] = place_of(stored[at]), due[at], floors[stored[at]]
    end
  end
  local first = #values + 1
  local added = add_charges(values, stored, due, charges, count)
  local reason, subject, remaining = refusal(values, 1, first, added, to, to == COMMITTED)
  if reason then
    refuse(reason, subject, remaining)
    return false
  end
  for k = 1, first - 1, 3 do
    draft(values[k])
  end
  hold(values, 1, first, to)
  for k = first, #values, 4 do
    slots[counters + values[k]] = k
  end
  return first
end

-- Adds to due what is there of gifts. Returns whether the reservation would have anything.
local function take_gifts(stored, due)
  local any = stored[PHASE] ~= PHASE_SETTLED
  for at = FIRST, LAST + NEXT * stored[LINES], NEXT do
    local left = stored[at + OF_SWEPT] - due[at]
    if left > 0 then
      due[at] = due[at] + take_gift(stored, at, left)
    end
    any = any or due[at] > 0
  end
  return any
end

handlers[CHOOSE_AGAIN] = function(p)
  local i, hold_for = reservations + input[p + 2], input[p + 3]
  local _, charges, passing, first_key = places_of(p)
  local count = input[p + 6] + input[p + 8]
  reserves = reserves + 1
  if not raws[i] then
    return refuse(UNKNOWN_RESERVATION, plain(i), 0)
  end
  if answer_known(i, true, same_choice) then
    return
  end
  local made = struct.unpack('>I8', raws[i], MADE + 1)
  local passed = stale_charge(input, passing, input[p + 7], made)
  if passed then
    return refuse(STALE, plain(passed), 0)
  end
  new_draft()
  to, named, values, slots, floors = hold_for > 0 and RESERVED or COMMITTED, named_from(charges, count), {}, {}, {}
  for _, k in ipairs((keys_from(first_key, input[p + 9]))) do
    floors[names[input[k]]] = input[k + 1]
  end
  local stored = reservation(i)
  local due = due_of(stored)
  local first = take_due(stored, due, charges, count)
  if not first then
    return
  end
  if not take_gifts(stored, due) then
    return refuse_nothing(stored)
  end
  accept()
  charge(values, first, (#values - first + 1) / 4)
  store_again(i, stored, due, to, hold_for)
end
