-- Notes how far the journal is archived: purge.lua deletes nothing that is not.
--
-- ARGV[1] the sequence of the last archived entry

local before = tonumber(redis.call('HGET', KEYS[8], 'sequence') or '-1')
if tonumber(ARGV[1]) > before then
  redis.call('HSET', KEYS[8], 'sequence', ARGV[1])
end
return 1
