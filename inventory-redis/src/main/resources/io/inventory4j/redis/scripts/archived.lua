-- Notes how far the journal is archived: purge.lua deletes nothing that is not.
--
-- ARGV[1] the sequence of the last archived entry

local before = tonumber(redis.call('HGET', KEYS[8], 'sequence') or '-1')
if tonumber(ARGV[1]) > before then
  redis.call('HSET', KEYS[8], 'sequence', ARGV[1])
end
-- Whoever says so has found all of that here: what was being restored is complete, even if the restorer died of it.
redis.call('HDEL', KEYS[8], 'restoring')
return 1
