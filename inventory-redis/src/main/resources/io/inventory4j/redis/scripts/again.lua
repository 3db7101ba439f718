-- The guard before a script that plays a call again: the script runs only if the journal is at the place before the
-- call. So a call that was sent twice, or after one that failed, changes nothing.
--
-- ARGV[4] the place in the journal before the call

if (redis.call('HGET', KEYS[1], 'p') or '0') ~= ARGV[4] then
  local place = redis.call('HGET', KEYS[1], 'p') or '0'
  return redis.error_reply('ELSEWHERE the journal is at ' .. place .. ', not at ' .. ARGV[4])
end
