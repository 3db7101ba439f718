-- In front of a script that plays a call again: it is played at its place or not at all, so that neither a call that was
-- sent twice nor one behind a failure can spoil the order.
--
-- ARGV[4] the place in the journal behind which the call belongs

if (redis.call('HGET', KEYS[1], 'p') or '0') ~= ARGV[4] then
  return redis.error_reply('ELSEWHERE the journal is at ' .. (redis.call('HGET', KEYS[1], 'p') or '0') .. ', not at ' .. ARGV[4])
end
