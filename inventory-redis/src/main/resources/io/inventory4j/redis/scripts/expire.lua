-- Ends reservations that are overdue, oldest expiry first, then by id (rule 5.3).
--
--   index    name           meaning
--   KEYS[1]  ROWS_KEY       the rows
--   KEYS[2]  EXPIRY_KEY     reservations by expiry
--   KEYS[3]  OPENED_KEY     notes of new reservations
--   KEYS[4]  STALE_KEY      counters by the time from which they may be forgotten
--   KEYS[5]  JOURNAL_KEY    the journal
--   KEYS[6]  OPEN_KEY       open reservations by line
--   KEYS[7]  SETTLED_KEY    what a purge may forget, by time
--   ARGV[1]  now            see head.lua
--   ARGV[2]  request        kind max: Request.EXPIRE, how many reservations to end at most
--   returns  {answer, more} see answer.lua; 1 if there may be more to end, else 0
-- needs: answer, answer_moved, call, entries, expiry_of, file_expiry, give_up, hmget, load_rows, names, new_draft, now,
--        open_noted, out, pending, plain, raws, reservation, settle_row, write_rows
-- gives: nothing

local _, max = cmsgpack.unpack(ARGV[2])
local PAGE = 20
local ENOUGH = max + 1000

-- An hour, in microseconds. Reservations that are older are filed in OPEN_KEY here, so that the notes do not pile up.
local LONG = 3600 * 1000000

-- The places of reservations that are overdue. A filed id may be settled, extended or forgotten since, so its row
-- decides.
local found, looked_at = {}, 0
local emptied = {}

-- Looks at one list of filed ids.
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

-- Looks at filed ids until there are enough; true if there may be more. It never stops within one expiry, because the
-- ids of one expiry are ended in their order.
local function look()
  local offset, last = 0, nil
  while true do
    local page = redis.call('ZRANGEBYSCORE', EXPIRY_KEY, '-inf', string.format('%.0f', now),
      'WITHSCORES', 'LIMIT', offset, PAGE)
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
    -- An id that was forgotten and used again can be filed twice under the same expiry.
    ended[names[i]] = true
    new_draft()
    local moved, returned = {}, {}
    local before, after = give_up(i, true, moved, returned)
    settle_row(i, before, after, returned)
    out[#out + 1] = plain(i)
    answer_moved(UNITS_MOVED, i, moved)
  end
end

local text = answer(0)
if emptied[1] then
  call('ZREM', EXPIRY_KEY, emptied)
  -- A sweep that ends nothing gets a sequence too: when the journal is played again, it has to empty the same lists.
  entries = math.max(entries, 1)
end
write_rows(ARGV[2], text)
open_noted(now - LONG)
return {text, more and 1 or 0}
