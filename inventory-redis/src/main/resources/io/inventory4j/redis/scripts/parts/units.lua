-- Rules 2 and 5: how units of a reservation move, whoever ends or settles it.

-- From which bucket to which, and from what of the reservation's line to what.
local FROM = {RESERVED, RESERVED, COMMITTED, COMMITTED, OUTSIDE}
local TO = {COMMITTED, AVAILABLE, AVAILABLE, OUTSIDE, QUALITY_CONTROL}
local TALLY_FROM = {OF_RESERVED, OF_RESERVED, OF_COMMITTED, OF_COMMITTED, nil}
local TALLY_TO = {OF_COMMITTED, OF_RELEASED, OF_RELEASED, OF_SHIPPED, OF_RETURNED}

-- A copy, so that a refusal leaves the stored one as it is.
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

-- Moves units of the line that begins there; notes what was moved and what is to be given back. A reason if it cannot.
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

-- Puts a settled reservation in force: its lines, its charges, where it is filed.
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

-- Gives back all that a reservation holds, because a sweep (rule 5) or another reservation (rule 1.8) ends it.
local function give_up(i, swept, moved, returned)
  local before = reservation(i)
  local after = copied(before)
  if swept then
    after[SWEPT] = 1
  end
  release_all(after, moved, returned)
  return before, after
end

local function tell_moved(status, i, moved)
  local n = #out
  out[n + 1], out[n + 2], out[n + 3] = status, raws[i], #moved / 4
  for k = 1, #moved do
    out[n + 3 + k] = moved[k]
  end
end

local function tell_lines()
  local n = #out
  out[n + 1], out[n + 2] = LINES_CHANGED, #touched
  for k, i in ipairs(touched) do
    out[n + 1 + 2 * k], out[n + 2 + 2 * k] = i, cmsgpack.pack(parsed[i])
  end
end
