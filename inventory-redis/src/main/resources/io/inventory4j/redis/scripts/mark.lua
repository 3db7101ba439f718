-- A write without effect, which replicas are sent all the same: WAIT then waits for everything that was written before
-- it. A retry that changes nothing has written nothing itself.
--
--   index    name           meaning
--   KEYS[1]  ROWS_KEY       the rows
--   KEYS[2]  EXPIRY_KEY     reservations by expiry
--   returns  place          the sequence of the journal's last entry
-- needs: nothing
-- gives: nothing

-- Needs no memory, and there is no such member. After it, Redis lets a script write what needs memory also above
-- maxmemory. So calls that give units back are acknowledged when memory is full.
redis.call('ZREM', EXPIRY_KEY, '')
return redis.call('HINCRBY', ROWS_KEY, PLACE, 0)
