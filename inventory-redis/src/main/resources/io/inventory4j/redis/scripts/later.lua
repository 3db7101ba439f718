-- Reads settlements of a reservation that have rows of their own, the last one first.
--
--   index    name           meaning
--   KEYS[1]  ROWS_KEY       the rows
--   ARGV[1]  reservation    its field
--   ARGV[2]  last           the id of the settlement to begin with
--   returns  {next, id, content, ...}  the id to continue with, empty at the end; then the settlements. Or nothing, if
--                           one is not there, because the reservation was forgotten
-- needs: settlement_name
-- gives: nothing

local AT_ONCE = 1000

local next, found = ARGV[2], {''}
while next ~= '' and #found < 2 * AT_ONCE do
  local raw = redis.call('HGET', ROWS_KEY, settlement_name(ARGV[1], next))
  if not raw then
    return false
  end
  found[#found + 1] = next
  found[#found + 1], next = cmsgpack.unpack(raw)
end
found[1] = next
return found
