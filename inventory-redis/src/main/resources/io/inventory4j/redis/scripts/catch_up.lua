-- The last step of a copy of all rows, which was made page by page while the shop went on: the rows that the newest
-- calls may have changed, all at one place of the journal.
--
--   index    name           meaning
--   KEYS[1]  ROWS_KEY       the rows
--   KEYS[2]  EXPIRY_KEY     not used
--   KEYS[3]  OPENED_KEY     not used
--   KEYS[4]  STALE_KEY      not used
--   KEYS[5]  JOURNAL_KEY    the journal
--   ARGV[1]  now            empty: the time does not matter here
--   ARGV[2]  place          the calls up to this place have been read
--   ARGV[3]  most           how many rows the calls after it may name
--   returns  {place, count, {field, row, ...}, {field, ...}, call}  the journal's place now; how many rows there are,
--                           without that of the place; rows; the fields that have none; the first of the calls, for the
--                           caller to check that it follows. Or false if there are more rows: then the caller reads the
--                           calls itself, and tries again
-- needs: hmget, reservation_of, settlement_name, values_at
-- gives: nothing

local AT_ONCE = 10
local most = tonumber(ARGV[3])
local fields, known = {}, {}

local function add(name)
  if not known[name] then
    known[name] = true
    fields[#fields + 1] = name
  end
end

local function is_full()
  return #fields > most
end

-- Settlements may have rows of their own, which a request does not name.
local function add_settlements(request, at, asked, reservations)
  while at >= 0 and not is_full() do
    local input, last
    at, last = cmsgpack.unpack_limit(request, 1, at)
    input, at = values_at(request, at, last)
    local p = 1
    while p < last do
      if input[p] == SETTLE and input[p + 3] ~= '' then
        add(settlement_name(asked[reservations + input[p + 2]], input[p + 3]))
      end
      p = p + input[p + 1]
    end
  end
end

local function add_batch(request)
  local at, _, asked, _, _, reservations = cmsgpack.unpack_limit(request, 6, 0)
  for _, name in ipairs(asked) do
    add(name)
  end
  if not is_full() then
    add_settlements(request, at, asked, reservations)
  end
end

-- A sweep answers with each reservation that it has ended; answer.lua shows it.
local function add_swept(outcomes)
  local at = 1
  while outcomes[at] do
    add(string.char(RESERVATION_LETTER) .. outcomes[at])
    at = at + 4 + 4 * outcomes[at + 3]
  end
end

-- Adds what a purge has deleted. False if calls before have named some of it: the row that would lead to their lines
-- and counters is gone. Their answers lead there too, and the caller reads these.
local function add_deleted(deleted)
  for _, name in ipairs(deleted) do
    if known[name] then
      return false
    end
    add(name)
  end
  return true
end

-- Adds the rows that a call names; false if that is not enough, or too much.
local function add_call(request, answer)
  local _, kind = cmsgpack.unpack_limit(request, 1, 0)
  if kind == BATCH then
    add_batch(request)
  elseif kind == EXPIRE then
    add_swept(cmsgpack.unpack(answer)[4])
  elseif not add_deleted(cmsgpack.unpack(answer)[3]) then
    return false
  end
  return not is_full()
end

-- The first of the calls; false if they are too many. Sets reached to the place of the last.
local reached = ARGV[2]

local function read_calls()
  local first
  while true do
    local from = string.format('%.0f', tonumber(reached) + 1)
    local calls = redis.call('XRANGE', JOURNAL_KEY, from, '+', 'COUNT', AT_ONCE)
    for _, call in ipairs(calls) do
      if not add_call(call[2][2], call[2][4]) then
        return false
      end
      first = first or call
      reached = call[1]:match('^%d+')
    end
    if #calls < AT_ONCE then
      return first or {}
    end
  end
end

-- Adds the lines and counters of the reservations that were named.
local function add_leads()
  for k = 1, #fields do
    local raw = fields[k]:byte(1) == RESERVATION_LETTER and redis.call('HGET', ROWS_KEY, fields[k])
    if raw then
      local row = reservation_of(raw)
      local charges = FIRST + NEXT * row[LINES]
      for at = FIRST, LAST + NEXT * row[LINES], NEXT do
        add(row[at])
      end
      for at = charges, charges + row[LINE_CHARGES] + row[ORDER_CHARGES] - 1 do
        add(row[at])
      end
    end
    if is_full() then
      return false
    end
  end
  return true
end

local first, stored = read_calls(), redis.call('HGET', ROWS_KEY, PLACE)
if not first or reached ~= (stored or '0') or not add_leads() then
  return false
end
add(LINE_COUNT)
-- The place is no row of its own: the caller has it.
local rows, gone = {}, {}
for k, row in pairs(hmget(ROWS_KEY, fields)) do
  if row and fields[k] ~= PLACE then
    rows[#rows + 1] = fields[k]
    rows[#rows + 1] = row
  elseif not row then
    gone[#gone + 1] = fields[k]
  end
end
return {reached, redis.call('HLEN', ROWS_KEY) - (stored and 1 or 0), rows, gone, first}
