-- Moves the units of a reservation, for settlements (rule 2), sweeps (rule 5.2) and replacements (rule 1.8).
-- needs: accept, charges_of_line, charges_of_order, closed, confirmed, draft, give_back, line, names, now, on_hand,
--        open_member, out, overflows, place_of_line, raws, reservation, set_reservation, settled, shipped
-- gives: TALLY_FROM, copied, move_units, move_all, end_sweep, settle_row, sweep, answer_moved

-- By transition: the buckets of the line that units leave and reach, and the columns of the reservation's line.
local FROM = {RESERVED, RESERVED, COMMITTED, COMMITTED, OUTSIDE}
local TO = {COMMITTED, AVAILABLE, AVAILABLE, OUTSIDE, QUALITY_CONTROL}
local TALLY_FROM = {OF_RESERVED, OF_RESERVED, OF_COMMITTED, OF_COMMITTED, nil}
local TALLY_TO = {OF_COMMITTED, OF_RELEASED, OF_RELEASED, OF_SHIPPED, OF_RETURNED}

-- A copy of a row, so that a refusal leaves the stored one as it is.
local function copied(row)
  local n = #row
  if n <= CHUNK then
    return {unpack(row)}
  end
  local copy = {}
  for k = 1, n do
    copy[k] = row[k]
  end
  return copy
end

-- Moves units of the reservation's line at a place of its row. Adds to moved (place, from, to, quantity) and to
-- returned (counter, quantity). If it must not: the reason and the line's place.
local function move_units(how, after, at, quantity, moved, returned)
  local i = place_of_line(after[at])
  local row = draft(i)
  if how == CONFIRM and row[STATE] == IS_STOPPED then
    return NOT_OPEN, i
  end
  local from, to = FROM[how], TO[how]
  if from ~= OUTSIDE then
    row[from] = row[from] - quantity
  end
  if to ~= OUTSIDE then
    row[to] = row[to] + quantity
  end
  if how == SHIP and on_hand(row) < 0 then
    return SHORTFALL, i
  end
  if overflows(row) then
    return OVERFLOW, i
  end
  if how ~= RETURN then
    local left = at + TALLY_FROM[how]
    after[left] = after[left] - quantity
  end
  local tally = at + TALLY_TO[how]
  after[tally] = after[tally] + quantity
  local n = #moved
  moved[n + 1], moved[n + 2], moved[n + 3], moved[n + 4] = i, from, to, quantity
  if how == RELEASE or how == CANCEL then
    local from, to = charges_of_line(after, at)
    for k = from, to do
      returned[#returned + 1] = after[k]
      returned[#returned + 1] = quantity
    end
  end
end

-- Moves all that is left for RELEASE or CANCEL, which nothing refuses.
local function move_all(how, after, moved, returned)
  local from = TALLY_FROM[how]
  for at = FIRST, LAST + NEXT * after[LINES], NEXT do
    if after[at + from] > 0 then
      move_units(how, after, at, after[at + from], moved, returned)
    end
  end
end

-- Gives up for good what a sweep left (rule 1.12).
local function end_sweep(after)
  if after[MARK] == MARK_SWEPT then
    after[MARK] = MARK_ENDED
    for at = FIRST, LAST + NEXT * after[LINES], NEXT do
      after[at + OF_SWEPT] = 0
    end
  end
end

-- Puts a settled reservation in force: its lines, its charges, its row, and where it is filed.
local function settle_row(i, before, after, returned)
  accept()
  for k = 1, #returned, 2 do
    give_back(returned[k], returned[k + 1])
  end
  local phase, name = PHASE_SETTLED, names[i]
  for at = FIRST, LAST + NEXT * after[LINES], NEXT do
    local reserved = after[at + OF_RESERVED]
    if reserved > 0 then
      phase = PHASE_PENDING
    elseif before[at + OF_RESERVED] > 0 then
      closed[#closed + 1] = open_member(line(place_of_line(after[at]))[NUMBER], name)
    end
    if phase ~= PHASE_PENDING then
      if after[at + OF_COMMITTED] > 0 then
        phase = PHASE_CONFIRMED
      elseif phase ~= PHASE_CONFIRMED and after[at + OF_SHIPPED] > 0 then
        phase = PHASE_SHIPPED
      end
    end
  end
  if phase == PHASE_SETTLED and before[PHASE] ~= PHASE_SETTLED then
    local from, to = charges_of_order(after)
    for k = from, to do
      give_back(after[k], 1)
    end
  end
  after[CHANGED_AT], after[PHASE] = now, phase
  if not closed[1] then
    closed[1] = ''
  end
  if phase == PHASE_CONFIRMED then
    confirmed[#confirmed + 1] = name
  elseif phase == PHASE_SETTLED then
    settled[#settled + 1] = name
  elseif phase == PHASE_SHIPPED then
    shipped[#shipped + 1] = name
  end
  set_reservation(i, after, raws[i]:sub(1, BODY))
end

-- Releases all that a reservation holds, for a sweep (rule 5.2). Returns its row before and after.
local function sweep(i, moved, returned)
  local before = reservation(i)
  local after = copied(before)
  after[MARK] = MARK_SWEPT
  for at = FIRST, LAST + NEXT * after[LINES], NEXT do
    after[at + OF_SWEPT] = after[at + OF_SWEPT] + after[at + OF_RESERVED]
  end
  move_all(RELEASE, after, moved, returned)
  return before, after
end

local function answer_moved(status, i, moved)
  local n = #out
  out[n + 1], out[n + 2], out[n + 3] = status, raws[i], #moved / 4
  for k = 1, #moved do
    out[n + 3 + k] = moved[k]
  end
end
