-- The first part of every script: the time. Its comment says what the keys and the rows hold.
-- needs: nothing
-- gives: now
--
-- Names in capitals are constants; LuaConstants.java puts their values in their places. They are declared in Java,
-- unless the part that uses them declares them itself.
--
-- The keys of a namespace, all in one hash slot (NamespaceKeys.java). A script gets as many of the first as it needs,
-- because each costs something. [...] is a MessagePack array, other values are packed one after the other.
--
--   KEYS[1]  ROWS_KEY      hash       all rows, as below: one call of Redis costs as much as several fields
--   KEYS[2]  EXPIRY_KEY    sorted set by expiry: packets of reservations; and single reservations, which a sweep has
--                                     taken out of their packet because their expiry has come
--   KEYS[3]  OPENED_KEY    list       notes of new reservations: 8 bytes of time, then [reservation*] for each expiry
--   KEYS[4]  STALE_KEY     sorted set packets of counters, by the time from which they may be forgotten
--   KEYS[5]  JOURNAL_KEY   stream     one entry a call: q the request, a the answer; its id is the sequence of the last
--                                     journal entry that the call makes
--   KEYS[6]  OPEN_KEY      sorted set 4 bytes of a line's number, then a reservation that holds units of the line. All
--                                     have score 0, so they are in byte order. file_open.lua fills it from OPENED_KEY
--   KEYS[7]  CONFIRMED_KEY sorted set orders of which nothing is reserved and something is sold: packets, of score -1
--                                     less their time, filed by file_open.lua; and single orders, which a shipment has
--                                     taken out of their packet, by the time of their last change
--   KEYS[8]  SETTLED_KEY   sorted set packets of reservations of which nothing was shipped, by the time at which they
--                                     were settled,
--   KEYS[9]  SHIPPED_KEY   sorted set of those of which something was shipped,
--   KEYS[10] APPLIED_KEY   sorted set and of moves and sale states
--   KEYS[11] ARCHIVED_KEY  hash       sequence: how far the journal is archived; restoring: set during a restore
--
-- A packet is a member of a sorted set: the time by which it is filed as 8 bytes, then [name*], at most CHUNK names
-- that a call has filed under this time. A sorted set has each member once, under one score. Without the time, the same
-- names under another time would be the same member, and only one of the two times would stay. A name can be in many
-- packets, under times that are no longer its own, so whoever takes a packet looks at the rows.
--
-- The rows, by field (Rows.java, RowLayout.java). The first letter of a field says what the row is; after it comes a
-- text of the shop. Texts have no control characters (rule 9.1), so a line feed separates SKU and location.
--
--   field              row
--   p  (PLACE)         sequence of the journal's last entry, in digits
--   n  (LINE_COUNT)    number of lines, in digits
--   l sku LF location  [AVAILABLE RESERVED COMMITTED SAFETY QUALITY_CONTROL DAMAGED INCOMING VERSION STATE OPENING
--                      PINNED NUMBER OPENS CLOSES]: units by bucket, SaleState, the opening and whether it is pinned
--                      (rule 3.7), and a number of the line's own. The last two only if the line has a window (rule
--                      4.6): its edges in milliseconds since 1970, NO_EDGE for one that it does not have
--   c name             count end; no end where the counter has none
--   r id               expiry made CHANGED_AT PHASE MARK OWNER LINES LINE_CHARGES ORDER_CHARGES line* charge*
--                      (settlement content)* [last later]: its first settlements, at most OWN_SETTLEMENTS; then, if
--                      there are more, the id of the last of these, and how many there are
--   t id LF settlement content before, of a settlement that is not in the reservation's row: before is the id of the
--                      one before it, empty where that is in the row
--   m id, s id         content time, of a move and of a sale state that were applied
--
--   expiry, made  8 bytes each, big-endian, as in packets: when the hold runs out, and, at MADE, when the reservation
--            was made. The rest begins at BODY. All other times are numbers, in microseconds since 1970
--   CHANGED_AT  when it was settled, swept, extended or taken again the last time; 0 for not since it was made
--   PHASE    PHASE_PENDING while anything is reserved; else PHASE_CONFIRMED while anything is committed; else
--            PHASE_SHIPPED if anything was shipped, PHASE_SETTLED if not
--   MARK     MARK_SOLD if it was sold in one step (rule 1.11), MARK_SWEPT if a sweep took units that may be taken
--            again, MARK_ENDED if these were given up (rule 1.12), else MARK_NONE. What is sold in one step is never
--            swept
--   OWNER    a text, or 0 for nobody (rule 1.10). Where lines of the order chose (rule 1.9): [owner grant*]; scripts
--            that do not make the row keep this as it is
--   grant    n quantity least split n*(name units): how many sources the line had, what it asked for, whether it was to
--            be split, and what each source gave, by the field of its line
--   line     name OF_RESERVED OF_COMMITTED OF_SHIPPED OF_RELEASED OF_RETURNED OF_SWEPT OF_CHARGES: the field of the
--            line, its units, and how many counters it charges. There are LINES of them: the first at FIRST, the next
--            NEXT later, the last at LAST + NEXT * LINES
--   charge   the field of a counter: LINE_CHARGES of the lines, in their order, then ORDER_CHARGES of the order
--   A tombstone (rule 2.9) is a reservation without lines.
--
-- ARGV[1]  now, in microseconds since 1970; or < and the latest time of the server's own at which the call may begin
--          (rule 10.2), then that decides; or empty, then that decides too
--
-- A call that begins later answers LATE and the time, and has done nothing.

-- The store's clock decides, for all nodes.
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
  local latest = tonumber(ARGV[1]:sub(2))
  if latest and now > latest then
    return redis.error_reply(string.format('LATE %.0f', now))
  end
end
