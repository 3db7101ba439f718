-- Moves the units of a reservation, for settlements (rule 2), sweeps (rule 5.2) and replacements (rule 1.8).
-- needs: accept, charges_of_line, charges_of_order, closed, draft, expiry_of, give_back, line, names, now, on_hand,
--        open_member, out, overflows, parsed, place_of_line, raws, released_in_full, reservation, set_reservation,
--        settled, touched
-- gives: TALLY_FROM, copied, move_units, release_all, settle_row, give_up, answer_moved, answer_lines

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

local function release_all(after, moved, returned)
  for at = FIRST, NEXT * after[LINES], NEXT do
    if after[at + OF_RESERVED] > 0 then
      move_units(RELEASE, after, at, after[at + OF_RESERVED], moved, returned)
    end
  end
end

-- Puts a settled reservation in force: its lines, its charges, its row, and where it is filed.
local function settle_row(i, before, after, returned)
  accept()
  for k = 1, #returned, 2 do
    give_back(returned[k], returned[k + 1])
  end
  if released_in_full(after) and not released_in_full(before) then
    local from, to = charges_of_order(after)
    for k = from, to do
      give_back(after[k], 1)
    end
  end
  after[SETTLED_AT] = now
  for at = FIRST, NEXT * after[LINES], NEXT do
    local reserved = after[at + OF_RESERVED]
    if reserved > 0 or after[at + OF_COMMITTED] > 0 then
      after[SETTLED_AT] = 0
    end
    if reserved == 0 and before[at + OF_RESERVED] > 0 then
      closed[#closed + 1] = open_member(line(place_of_line(after[at]))[NUMBER], names[i])
    end
  end
  if not closed[1] then
    closed[1] = ''
  end
  if after[SETTLED_AT] > 0 then
    settled[#settled + 1] = names[i]
  end
  set_reservation(i, after, expiry_of(raws[i]))
end

-- Releases all that a reservation holds, for a sweep (rule 5.2) or a replacement (rule 1.8). Returns its row before and
-- after.
local function give_up(i, swept, moved, returned)
  local before = reservation(i)
  local after = copied(before)
  if swept then
    after[SWEPT] = 1
  end
  release_all(after, moved, returned)
  return before, after
end

local function answer_moved(status, i, moved)
  local n = #out
  out[n + 1], out[n + 2], out[n + 3] = status, raws[i], #moved / 4
  for k = 1, #moved do
    out[n + 3 + k] = moved[k]
  end
end

local function answer_lines()
  local n = #out
  out[n + 1], out[n + 2] = LINES_CHANGED, #touched
  for k, i in ipairs(touched) do
    out[n + 1 + 2 * k], out[n + 2 + 2 * k] = i, cmsgpack.pack(parsed[i])
  end
end
