-- Applies a batch: each command by itself, in order (rule 6.4). APPLY, RESERVE, SETTLE and CHOOSE end with it.
--
--   index    name           meaning
--   KEYS[1]  ROWS_KEY       the rows
--   KEYS[2]  EXPIRY_KEY     reservations by expiry
--   KEYS[3]  OPENED_KEY     notes of new reservations
--   KEYS[4]  STALE_KEY      counters by the time from which they may be forgotten
--   KEYS[5]  JOURNAL_KEY    the journal
--   KEYS[6]  OPEN_KEY       open reservations by line; RESERVE, which ends none, is not given this and the following
--   KEYS[7]  CONFIRMED_KEY  orders to ship
--   KEYS[8]  SETTLED_KEY    what a purge may forget, by time
--   KEYS[9]  SHIPPED_KEY    the same
--   KEYS[10] APPLIED_KEY    the same; not given to SETTLE
--   ARGV[1]  now            see head.lua
--   ARGV[2]  request        as below; Request.java writes it, and AskedCommands.java reads it back from the journal
--   returns  answer         see answer.lua. It may have fewer outcomes than the request has commands: a call ends after
--                           a command when it has done ENOUGH_STEPS, because nobody knows before how many lines a
--                           settlement or a replacement touches (rule 10.3). The caller sends the rest in another call
--
--   request = kind names bodies counters reservations remembered chunk*
--     kind          Request.BATCH
--     names         [line* counter* reservation* remembered* PLACE], the fields of all rows that the batch names, each
--                   once; remembered are moves and sale states
--     bodies        [body*], for each reserve the row of its reservation, without the two times; if its lines choose,
--                   as if nothing was granted, and with all keys
--     counters      how many names come before the first counter,
--     reservations  before the first reservation,
--     remembered    and before the first of those that are remembered
--   chunk   = count value*, some whole commands, of at most CHUNK values or one command
--   command = RESERVE length reservation hold_for replaced n m k n*(line quantity floor) m*(counter units limit end)
--             k*(counter from until)
--           | TAKE_AGAIN, with the same values
--           | CHOOSE length reservation hold_for replaced n m k o h n*(line quantity floor) m*(counter units limit
--             end) o*(counter 0 limit end) k*(counter from until) h*key source*
--           | CHOOSE_AGAIN, with the same values
--           | SETTLE length reservation id transition content time release_rest n n*(line quantity)
--           | MOVE length remembered id reason content force n n*(line version opening pinned what)
--           | SALE_STATE length remembered id content line state window
--   what    = 0                                 nothing is posted to the line
--           | UNITS_POSTED received sums
--           | target quantity departed version  TO_AVAILABLE, TO_ON_HAND, TO_SAFETY or TO_SAFETY_PERCENT (rule 3.8)
--     length        how many values the command has, with its kind and this
--     state         AS_IT_IS for none
--     window        nothing if it stays as it is; else when it opens and closes, in milliseconds since 1970, NO_EDGE
--                   for not at all
--     line, counter, reservation, remembered  the number of a name among those of its kind, from 1 on
--     hold_for      microseconds, 0 if the command has none: a reserve then sells. replaced is 0 if it replaces nothing
--     key           line floor n n*counter: what a reserve that chooses says of a line, fixed or a source, in key order
--     source        the number of a key, for each source of each grant that is in the body (head.lua)
--     from, until   when those charges are right that are not so for ever (rule 12), in name order; -1 for no bound
--     id            of a settlement: empty, as is its content, if it asks for a state (rule 2.10)
--     time          hold_for; or of a shipment that only a confirmed order has that was not changed after it, that time
--                   (rule 9.2); or 0
--     version, opening  -1 if the move says nothing of them
--     received      1 if units come to AVAILABLE from OUTSIDE or INCOMING (rule 3.7), else 0
--     sums          for each of MOVABLE_BUCKETS the net of the postings, as two numbers to add, because the postings of
--                   a move may add up to more than one number holds exactly
--     departed, version  units that have left and are still committed (rule 3.9), and the version for which they were
--                   added up; 0 and -1 for none
-- needs: answer, bodies, counters, entries, handlers, input, load_rows, remembered, reservations, sets, values_at,
--        write_rows
-- gives: nothing

local at, _, list
at, _, list, bodies, counters, reservations, remembered = cmsgpack.unpack_limit(ARGV[2], 6, 0)
load_rows(list)

-- A step is a line that a command has touched, or another row that it has written.
while at >= 0 and entries + sets / 2 < ENOUGH_STEPS do
  local p, last
  at, last = cmsgpack.unpack_limit(ARGV[2], 1, at)
  input, at = values_at(ARGV[2], at, last)
  p = 1
  while p < last and entries + sets / 2 < ENOUGH_STEPS do
    local next = p + input[p + 1]
    handlers[input[p]](p)
    p = next
  end
end

local text = answer(counters)
write_rows(ARGV[2], text)
return text
