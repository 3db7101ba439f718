-- Notes how far the journal is archived: purge.lua deletes no later entry.
--
-- ARGV[1] the sequence of the last archived entry

local before = tonumber(redis.call('HGET', KEYS[8], 'sequence') or '-1')
if tonumber(ARGV[1]) > before then
  redis.call('HSET', KEYS[8], 'sequence', ARGV[1])
end
-- The caller has found all calls up to there in this journal, so a restore is complete, even if the restorer died
-- before it could say so.
redis.call('HDEL', KEYS[8], 'restoring')
return 1
