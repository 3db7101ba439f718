-- Begins to restore an empty namespace, or continues an interrupted restore.
--
-- Answers the place in the journal after which to continue, or -1 if the namespace is in use.

if not redis.call('HGET', KEYS[8], 'restoring') then
  for i = 1, 7 do
    if redis.call('EXISTS', KEYS[i]) == 1 then
      return -1
    end
  end
  redis.call('HSET', KEYS[8], 'restoring', '1')
end
return tonumber(redis.call('HGET', KEYS[1], 'p') or '0')
