-- What every script begins with: its keys, the numbers that stand for things, and the time.
--
-- KEYS   the eight keys of the namespace, in the order of the names below, all in one hash slot; a script is given as many
--        of the first as it needs, for each costs something
-- ARGV[1] now in microseconds since 1970, or empty for the server's own time
--
-- All rows are fields of one hash, since each call of Redis from a script costs as much as several fields do. The name of
-- a field begins with a letter for its kind: l line, c counter, r reservation, m move, s sale state; p alone is the
-- sequence of the journal's last entry, n alone how many lines there are.
--
-- A line is {available, reserved, committed, safety, quality control, damaged, incoming, version, sale state, opening,
-- number}. A reservation is values one behind the other, behind eight bytes of its expiry: swept, settled at, how many lines,
-- how many charges these have, how many the order has; of each line name, reserved, committed, shipped, released, returned
-- and how many charges; the names that are charged for lines, then for the order; and of each settlement id and content.
-- Texts never hold control characters (rule 9), so a line's name is SKU, line feed, location.

-- Time is the store's (rule 1.3).
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end
