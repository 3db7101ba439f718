-- Begins to restore an empty namespace, or continues an interrupted restore.
--
-- Answers the place in the journal after which to continue, or -1 if the namespace is in use.

-- The last key is that of how far the journal is archived.
if not redis.call('HGET', KEYS[#KEYS], 'restoring') then
  for i = 1, #KEYS - 1 do
    if redis.call('EXISTS', KEYS[i]) == 1 then
      return -1
    end
  end
  redis.call('HSET', KEYS[#KEYS], 'restoring', '1')
end
return tonumber(redis.call('HGET', KEYS[1], 'p') or '0')
