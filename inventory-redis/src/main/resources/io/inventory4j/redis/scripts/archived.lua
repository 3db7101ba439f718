-- Notes how far the journal is archived: purge.lua deletes no later entry.
--
-- KEYS[#KEYS] how far the journal is archived
-- ARGV[1]     the sequence of the last archived entry

local before = tonumber(redis.call('HGET', KEYS[#KEYS], 'sequence') or '-1')
if tonumber(ARGV[1]) > before then
  redis.call('HSET', KEYS[#KEYS], 'sequence', ARGV[1])
end
-- The caller has found all calls up to there in this journal, so a restore is complete, even if the restorer died
-- before it could say so.
redis.call('HDEL', KEYS[#KEYS], 'restoring')
return 1
