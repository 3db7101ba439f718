-- Pages through the reservations that hold units of a line, in byte order of their ids.
--
-- ARGV[2] the line's name
-- ARGV[3] the last reservation's name of the page before, or empty
-- ARGV[4] how many to answer at most
-- Answers {name, row, name, row, ...}; or 1 if there is more to put in order first: call again.

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
