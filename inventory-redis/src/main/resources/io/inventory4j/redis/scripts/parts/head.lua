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

local ROWS, EXPIRY, OPENED, STALE, JOURNAL = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local OPEN, SETTLED, ARCHIVED = KEYS[6], KEYS[7], KEYS[8]

local AVAILABLE, RESERVED, COMMITTED, SAFETY, QUALITY_CONTROL, DAMAGED, INCOMING = 1, 2, 3, 4, 5, 6, 7
local VERSION, STATE, OPENING, NUMBER = 8, 9, 10, 11
local LINE = 11
local IS_OPEN, IS_STOPPED = 0, 2
local SWEPT, SETTLED_AT, LINES, LINE_CHARGES, ORDER_CHARGES = 1, 2, 3, 4, 5
-- Where a reservation's first line begins, from one to the next, and what of it stands how far behind its name.
local FIRST, NEXT = 6, 7
local OF_RESERVED, OF_COMMITTED, OF_SHIPPED, OF_RELEASED, OF_RETURNED, OF_CHARGES = 1, 2, 3, 4, 5, 6
local MAX = 9007199254740991
local NEVER = MAX

local UNKNOWN_LINE, NOT_OPEN, OUT_OF_STOCK, LIMIT_REACHED, ID_REUSED, RELEASED, EXPIRED = 1, 2, 3, 4, 5, 6, 7
local UNKNOWN_RESERVATION, NOT_PENDING, NOT_COMMITTED, NOT_SHIPPED = 8, 9, 10, 11
local INSUFFICIENT, SHORTFALL, STALE_VERSION, OVERFLOW = 12, 13, 14, 15
local HELD, REFUSED, REPLAYED, REPLACED, UNITS_MOVED, MARKED, EXTENDED, LINES_CHANGED = 0, 1, 2, 3, 4, 5, 6, 7

-- Time is the store's (rule 1.3).
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end
