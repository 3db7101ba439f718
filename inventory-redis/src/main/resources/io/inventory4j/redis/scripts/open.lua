-- A page of the reservations that hold units of a line, in byte order of their ids.
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
--   ARGV[2]  line           the line's field
--   ARGV[3]  after          the field of the last reservation of the page before, or empty
--   ARGV[4]  max            how many reservations to return at most
--   returns  {name, row, ...}  or 1 if there are more notes to file first: call again
-- needs: hmget, open_member, open_noted
-- gives: nothing

if open_noted(MAX) then
  return 1
end
local raw = redis.call('HGET', ROWS_KEY, ARGV[2])
if not raw then
  return {}
end
local number = cmsgpack.unpack(raw)[NUMBER]
local after = (ARGV[3] == '' and '[' or '(') .. open_member(number, ARGV[3])
local members = redis.call('ZRANGEBYLEX', OPEN_KEY, after, '(' .. open_member(number + 1, ''), 'LIMIT', 0, ARGV[4])
local page, rows = {}, {}
for k, member in ipairs(members) do
  rows[k] = member:sub(5)
end
local found = hmget(ROWS_KEY, rows)
for k, name in ipairs(rows) do
  page[2 * k - 1], page[2 * k] = name, found[k]
end
return page
