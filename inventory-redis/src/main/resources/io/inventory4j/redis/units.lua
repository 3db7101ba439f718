-- Rules 2 and 5: how units of a reservation move, whoever ends or settles it.

local CONFIRM, RELEASE, CANCEL, SHIP, RETURN, EXTEND = 1, 2, 3, 4, 5, 6
local OUTSIDE = 0

-- From which bucket to which, and from which tally of the reservation's line to which.
local FROM = {RESERVED, RESERVED, COMMITTED, COMMITTED, OUTSIDE}
local TO = {COMMITTED, AVAILABLE, AVAILABLE, OUTSIDE, QUALITY_CONTROL}
local TALLY_FROM = {2, 2, 3, 3, nil}
local TALLY_TO = {3, 5, 5, 4, 6}

-- A copy, so that a refusal leaves the stored one as it is.
local function copied(held)
  local lines_of = {}
  for k, has in ipairs(held) do
    lines_of[k] = {has[1], has[2], has[3], has[4], has[5], has[6], has[7]}
  end
  return lines_of
end

-- Moves units of one line of a reservation; notes what was moved and what is to be given back. A reason if it cannot.
local function move_units(how, has, quantity, moved, returned)
  local i = place_of_line(has[1])
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
  if TALLY_FROM[how] then
    has[TALLY_FROM[how]] = has[TALLY_FROM[how]] - quantity
  end
  has[TALLY_TO[how]] = has[TALLY_TO[how]] + quantity
  local n = #moved
  moved[n + 1], moved[n + 2], moved[n + 3], moved[n + 4] = i, from, to, quantity
  if how == RELEASE or how == CANCEL then
    for _, name in ipairs(has[7]) do
      returned[#returned + 1] = name
      returned[#returned + 1] = quantity
    end
  end
end

local function release_all(held, moved, returned)
  for _, has in ipairs(held) do
    if has[2] > 0 then
      move_units(RELEASE, has, has[2], moved, returned)
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
    for _, name in ipairs(after[4]) do
      give_back(name, 1)
    end
  end
  after[2] = now
  for k, has in ipairs(after[3]) do
    if has[2] > 0 or has[3] > 0 then
      after[2] = 0
    end
    if has[2] == 0 and before[3][k][2] > 0 then
      closed[#closed + 1] = open_member(line(place_of_line(has[1]))[NUMBER], names[i])
    end
  end
  if not closed[1] then
    closed[1] = ''
  end
  if after[2] > 0 then
    settled[#settled + 1] = names[i]
  end
  set_reservation(i, after)
end

-- Gives back all that a reservation holds, because a sweep (rule 5) or another reservation (rule 1.8) ends it.
local function give_up(i, swept, moved, returned)
  local before = reservation(i)
  local after = {swept and 1 or before[1], 0, copied(before[3]), before[4], before[5], before[EXPIRES]}
  release_all(after[3], moved, returned)
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
