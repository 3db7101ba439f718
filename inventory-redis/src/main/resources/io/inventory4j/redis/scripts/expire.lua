-- Rule 5: ends what is overdue, oldest expiry first, then by id.
--
-- ARGV[2] its kind, how many reservations to end at most
-- Answers {what was ended, 1 if there may be more to end}.

local _, max = cmsgpack.unpack(ARGV[2])
local PAGE = 20
local ENOUGH = max + 1000

-- Microseconds: what is open for so long is put among the open ones, so that the notes do not pile up.
local LONG = 3600 * 1000000

-- Filed ids outlive what they stand for: a reservation may be settled, extended or forgotten since.
local found, looked_at = {}, 0
local emptied = {}

local function look_into(filed, expiry)
  local same = cmsgpack.unpack(filed)
  local rows = hmget(ROWS_KEY, same)
  for k, name in ipairs(same) do
    if rows[k] and expiry_of(rows[k]) == expiry then
      local i = #names + 1
      names[i], raws[i] = name, rows[k]
      if pending(reservation(i)) then
        found[#found + 1] = i
      end
    end
  end
  looked_at = looked_at + #same
  emptied[#emptied + 1] = filed
end

-- All of one expiry is looked at together, because its ids are an order of their own.
local function look()
  local offset, last = 0, nil
  while true do
    local page = redis.call('ZRANGEBYSCORE', EXPIRY_KEY, '-inf', string.format('%.0f', now), 'WITHSCORES', 'LIMIT', offset, PAGE)
    for k = 1, #page, 2 do
      local expiry = tonumber(page[k + 1])
      if expiry ~= last and (#found >= max or looked_at >= ENOUGH) then
        return true
      end
      last = expiry
      look_into(page[k], expiry)
    end
    if #page < 2 * PAGE then
      return false
    end
    offset = offset + PAGE
  end
end

-- Compares as bytes, which Lua's own comparison does not.
local function comes_before(left, right)
  for k = 1, math.min(#left, #right) do
    local l, r = left:byte(k), right:byte(k)
    if l ~= r then
      return l < r
    end
  end
  return #left < #right
end

load_rows({PLACE})
local more = look()
table.sort(found, function(left, right)
  local l, r = expiry_of(raws[left]), expiry_of(raws[right])
  if l ~= r then
    return l < r
  end
  return comes_before(names[left], names[right])
end)

local ended = {}
for k, i in ipairs(found) do
  if k > max then
    file_expiry(names[i], expiry_of(raws[i]))
    more = true
  elseif not ended[names[i]] then
    -- An id that was forgotten and used again can be filed twice under one expiry.
    ended[names[i]] = true
    new_draft()
    local moved, returned = {}, {}
    local before, after = give_up(i, true, moved, returned)
    settle_row(i, before, after, returned)
    out[#out + 1] = plain(i)
    tell_moved(UNITS_MOVED, i, moved)
  end
end

local text = answer(0)
if emptied[1] then
  call('ZREM', EXPIRY_KEY, emptied)
  -- Played again, the next sweep has to look at the same, so this one has its place even if it ends nothing.
  entries = math.max(entries, 1)
end
write_rows(ARGV[2], text)
open_noted(now - LONG)
return {text, more and 1 or 0}
