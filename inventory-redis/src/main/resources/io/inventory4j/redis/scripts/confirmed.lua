-- A page of the orders that may be shipped because nobody has touched them for a while, oldest change first, then by id
-- (rule 9.2). The batch that ships them looks at each again (settle.lua).
--
--   index    name           meaning
--   KEYS[1]  ROWS_KEY       the rows
--   KEYS[2]  EXPIRY_KEY     not used
--   KEYS[3]  OPENED_KEY     notes of new reservations
--   KEYS[4]  STALE_KEY      not used
--   KEYS[5]  JOURNAL_KEY    not used
--   KEYS[6]  OPEN_KEY       open reservations by line
--   KEYS[7]  CONFIRMED_KEY  orders to ship
--   ARGV[1]  now            empty: the time does not matter here
--   ARGV[2]  by             the latest change of an order that is found
--   ARGV[3]  changed        the change of the last order of the page before, or 0
--   ARGV[4]  after          its field, or empty
--   ARGV[5]  max            how many orders to return at most
--   returns  {name, changed, ...}  or 1 if there is more to file first: call again
-- needs: call, changed_at, comes_after, hmget, open_noted
-- gives: nothing

local by, max = tonumber(ARGV[2]), tonumber(ARGV[5])
local PAGE = 20
local ENOUGH = 1000

local function range(from, to, offset)
  return redis.call('ZRANGEBYSCORE', CONFIRMED_KEY, from, to, 'WITHSCORES', 'LIMIT', offset, PAGE)
end

-- The change of an order; nothing if there is nothing to ship any more, or something reserved again.
local function change_of(raw)
  if raw then
    local at, phase = changed_at(raw)
    return phase == PHASE_CONFIRMED and at or nil
  end
end

-- Files the orders of packets by themselves; true if there may be more.
local function take_packets_apart()
  local looked_at = 0
  while looked_at < ENOUGH do
    local page = range('-inf', '(0', 0)
    for k = 1, #page, 2 do
      local _, filed = cmsgpack.unpack_one(page[k], 8)
      local orders = {}
      for n, raw in ipairs(hmget(ROWS_KEY, filed)) do
        local at = change_of(raw)
        if at then
          orders[#orders + 1] = at
          orders[#orders + 1] = filed[n]
        end
      end
      looked_at = looked_at + #filed
      redis.call('ZREM', CONFIRMED_KEY, page[k])
      if orders[1] then
        call('ZADD', CONFIRMED_KEY, orders)
      end
    end
    if #page < 2 * PAGE then
      return false
    end
  end
  return true
end

-- The orders after the last page; nothing if it has to be called again, because something had to be filed anew: what
-- has changed since it was filed comes later, or is no longer to ship.
local function find()
  local found, gone, moved, offset = {}, {}, {}, 0
  local more = true
  while more and #found < 2 * max and #gone + #moved < ENOUGH do
    local page = range(ARGV[3], ARGV[2], offset)
    local orders, skipped = {}, 0
    for k = 1, #page, 2 do
      if tonumber(page[k + 1]) > tonumber(ARGV[3]) or comes_after(page[k], ARGV[4]) then
        orders[#orders + 1] = page[k]
      else
        skipped = skipped + 1
      end
    end
    for n, raw in ipairs(hmget(ROWS_KEY, orders)) do
      local at, filed_at = change_of(raw), page[2 * (skipped + n)]
      if not at then
        gone[#gone + 1] = orders[n]
      elseif at ~= tonumber(filed_at) then
        moved[#moved + 1] = at
        moved[#moved + 1] = orders[n]
      elseif #found < 2 * max then
        found[#found + 1] = orders[n]
        found[#found + 1] = filed_at
      end
    end
    more = #page == 2 * PAGE
    offset = offset + PAGE
  end
  if gone[1] then
    call('ZREM', CONFIRMED_KEY, gone)
  end
  if moved[1] then
    call('ZADD', CONFIRMED_KEY, moved)
  end
  if not moved[1] and (not more or #found == 2 * max) then
    return found
  end
end

if open_noted(by) or take_packets_apart() then
  return 1
end
return find() or 1
