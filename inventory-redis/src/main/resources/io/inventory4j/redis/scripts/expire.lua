-- Ends reservations that are overdue, oldest expiry first, then by id (rule 5.3).
--
--   index    name           meaning
--   KEYS[1]  ROWS_KEY       the rows
--   KEYS[2]  EXPIRY_KEY     reservations by expiry
--   KEYS[3]  OPENED_KEY     notes of new reservations
--   KEYS[4]  STALE_KEY      counters by the time from which they may be forgotten
--   KEYS[5]  JOURNAL_KEY    the journal
--   KEYS[6]  OPEN_KEY       open reservations by line
--   KEYS[7]  CONFIRMED_KEY  orders to ship
--   KEYS[8]  SETTLED_KEY    what a purge may forget, by time
--   KEYS[9]  SHIPPED_KEY    the same
--   ARGV[1]  now            see head.lua
--   ARGV[2]  request        kind max except: Request.EXPIRE, how many reservations to end at most, and the field of one
--                           to leave alone, or empty (rule 5.1)
--   ARGV[5]  again          [reservation*], those that it ended then, in order, if the journal is played again. Rows
--                           that were put back are filed otherwise than they were, and so may be found later
--   returns  {answer, more} see answer.lua; 1 if there may be more to end, else 0
--
-- First it takes packets apart: each reservation of them that is overdue is filed by itself, so Redis has the order of
-- their ids. Then it ends those that come before the first packet that is left. At one expiry, packets come before
-- single reservations, because their first byte is lower. So nothing that comes earlier is still in a packet, and a
-- sweep of n reservations costs n, however many of them one call has made.
-- needs: answer, answer_moved, call, changed_at, entries, expiry_of, hmget, load_rows, names, new_draft, now,
--        open_noted, out, plain, raws, sets, settle_row, sweep, write_rows
-- gives: nothing

local _, max, except = cmsgpack.unpack(ARGV[2])
local again = ARGV[5] and cmsgpack.unpack(ARGV[5])
local PAGE = 20

-- Those that it has to end, if the journal is played again.
local wanted = {}
for _, name in ipairs(again or {}) do
  wanted[name] = true
end

-- An hour, in microseconds. Reservations that are older are filed in OPEN_KEY here, so that the notes do not pile up.
local LONG = 3600 * 1000000

local due_by = string.format('%.0f', now)

-- What is filed up to now, each with its score.
local function page_from(offset)
  return redis.call('ZRANGEBYSCORE', EXPIRY_KEY, '-inf', due_by, 'WITHSCORES', 'LIMIT', offset, PAGE)
end

local function is_pending(raw)
  local _, phase = changed_at(raw)
  return phase == PHASE_PENDING
end

local function is_packet(member)
  return member:byte(1) == 0
end

-- A filed reservation may be settled, extended or forgotten since, so its row decides whether it is overdue. Returns
-- how many it has looked at.
local function take_apart(packet)
  local expiry = expiry_of(packet)
  local _, filed = cmsgpack.unpack_one(packet, 8)
  local rows, due = hmget(ROWS_KEY, filed), {}
  for k, name in ipairs(filed) do
    if rows[k] and expiry_of(rows[k]) == expiry and is_pending(rows[k]) then
      due[#due + 1] = expiry
      due[#due + 1] = name
    end
  end
  redis.call('ZREM', EXPIRY_KEY, packet)
  if due[1] then
    call('ZADD', EXPIRY_KEY, due)
  end
  return #filed
end

-- Takes packets apart until enough reservations come before the next one; true if it has taken any.
local function take_packets_apart()
  local before, looked_at = 0, 0
  while looked_at < ENOUGH_STEPS and before < max do
    local page = page_from(before)
    for k = 1, #page, 2 do
      if not is_packet(page[k]) then
        before = before + 1
      elseif looked_at < ENOUGH_STEPS then
        looked_at = looked_at + take_apart(page[k])
      end
    end
    if not page[1] then
      break
    end
  end
  return looked_at > 0
end

local function finish(name, raw)
  local i = #names + 1
  names[i], raws[i] = name, raw
  new_draft()
  local moved, returned = {}, {}
  local before, after = sweep(i, moved, returned)
  settle_row(i, before, after, returned)
  out[#out + 1] = plain(i)
  answer_moved(UNITS_MOVED, i, moved)
end

-- looked_at  how many of the first have been looked at; all but `except` are in `taken`
local taken, looked_at, finished = {}, 0, 0

-- Looks at one that is filed by itself. Only what it ends gets a place in the list of names: places are in the answer,
-- which must not depend on what else is filed.
local function look_at(name, raw, expiry)
  local due = raw and expiry_of(raw) == expiry and is_pending(raw)
  if name == except or due and again and not wanted[name] then
    return
  end
  taken[#taken + 1] = name
  if due then
    finish(name, raw)
    finished, wanted[name] = finished + 1, nil
  end
end

-- Ends the reservations before the first packet; true if there may be more.
local function finish_singles()
  while true do
    local page = page_from(looked_at)
    local filed = {}
    for k = 1, #page, 2 do
      if is_packet(page[k]) then
        break
      end
      filed[#filed + 1] = page[k]
    end
    local rows = hmget(ROWS_KEY, filed)
    for k, name in ipairs(filed) do
      -- Steps are those of apply.lua; each reservation that is looked at is one, too.
      if finished == max or looked_at + entries + sets / 2 >= ENOUGH_STEPS then
        return true
      end
      looked_at = looked_at + 1
      look_at(name, rows[k], tonumber(page[2 * k]))
    end
    if #filed < PAGE then
      return #page > 2 * #filed
    end
  end
end

load_rows({PLACE})
local filed_anew = take_packets_apart()
local more = finish_singles()
for _, name in ipairs(again or {}) do
  local raw = wanted[name] and redis.call('HGET', ROWS_KEY, name)
  if raw and is_pending(raw) then
    finish(name, raw)
    taken[#taken + 1] = name
  end
end
local text = answer(0)
if taken[1] then
  call('ZREM', EXPIRY_KEY, taken)
end
if taken[1] or filed_anew or again then
  -- A sweep that ends nothing gets a sequence too: when the journal is played again, it has to file the same.
  entries = math.max(entries, 1)
end
write_rows(ARGV[2], text)
open_noted(now - LONG)
return {text, more and 1 or 0}
