-- Begins to restore a namespace, or goes on with it.
--
-- Answers the place in the journal to go on behind, or -1 if the namespace is in use.

if not redis.call('HGET', KEYS[12], 'restoring') then
  for i = 1, 11 do
    if redis.call('EXISTS', KEYS[i]) == 1 then
      return -1
    end
  end
  redis.call('HSET', KEYS[12], 'restoring', '1')
end
return tonumber(redis.call('GET', KEYS[11]) or '0')
