-- Files noted reservations: those that still hold units in OPEN_KEY, by line, and those that are sold in CONFIRMED_KEY.
-- needs: call, file, hmget, line, open_member, place_of_line, reservation_of
-- gives: open_noted

local AT_ONCE = 1000
local PAGE = 50

-- Adds a reservation's members, each after its score.
local function open_members(row, name, members)
  for at = FIRST, LAST + NEXT * row[LINES], NEXT do
    if row[at + OF_RESERVED] > 0 then
      members[#members + 1] = 0
      members[#members + 1] = open_member(line(place_of_line(row[at]))[NUMBER], name)
    end
  end
end

-- Adds the members of a note's reservations, and what is confirmed; returns how many reservations it looked at.
local function members_of(note, members, confirmed)
  local at, looked_at = 8, 0
  while at >= 0 do
    local same
    at, same = cmsgpack.unpack_one(note, at)
    for k, raw in ipairs(hmget(ROWS_KEY, same)) do
      local row = raw and reservation_of(raw)
      if row and row[PHASE] == PHASE_CONFIRMED then
        confirmed[#confirmed + 1] = same[k]
      elseif row then
        open_members(row, same[k], members)
      end
    end
    looked_at = looked_at + #same
  end
  return looked_at
end

-- Files the reservations of the oldest notes, up to a time and about AT_ONCE of them and their lines. True if there may
-- be more.
local function open_noted(up_to)
  local count, done, more = 0, 0, true
  local members, confirmed, since = {}, {}, nil
  while more and done < AT_ONCE do
    local notes = redis.call('LRANGE', OPENED_KEY, count, count + PAGE - 1)
    more = #notes == PAGE
    for _, note in ipairs(notes) do
      if done >= AT_ONCE or struct.unpack('>I8', note) > up_to then
        more = done >= AT_ONCE
        break
      end
      since = since or struct.unpack('>I8', note)
      local before = #members
      done = done + members_of(note, members, confirmed) + (#members - before) / 2
      count = count + 1
    end
  end
  if count > 0 then
    redis.call('LTRIM', OPENED_KEY, count, -1)
  end
  if members[1] then
    call('ZADD', OPEN_KEY, members)
  end
  if confirmed[1] then
    file(CONFIRMED_KEY, -1 - since, since, confirmed)
  end
  return more
end
