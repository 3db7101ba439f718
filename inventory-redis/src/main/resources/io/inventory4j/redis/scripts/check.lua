-- Tries the commands of the other scripts, to see which of them this server lacks or this user may not run: a command
-- that fails in the middle of a script would leave half of its work written.
--
--   index    name           meaning
--   KEYS[1]  scratch        a key of its own, of one type after the other; at the end it is deleted. It is only one,
--                           because while a slot moves to another node, a script whose keys do not exist yet runs on
--                           neither if it has several
--   returns  {{command, message}, ...}  the commands that failed, each with Redis' message
-- needs: nothing
-- gives: nothing

local refused = {}

local function try(...)
  local reply = redis.pcall(...)
  if type(reply) == 'table' and reply.err then
    refused[#refused + 1] = {(...), reply.err}
  end
end

local key = KEYS[1]
try('TIME')
try('HSET', key, 'f', 'v')
try('HGET', key, 'f')
try('HMGET', key, 'f')
try('HDEL', key, 'f')
try('HINCRBY', key, 'n', 0)
try('HDEL', key, 'n')
try('ZADD', key, 0, 'm')
try('ZRANGEBYSCORE', key, '-inf', 0)
try('ZRANGEBYLEX', key, '-', '+')
try('ZREM', key, 'm')
try('RPUSH', key, 'e')
try('LRANGE', key, 0, 0)
try('LTRIM', key, 1, -1)
try('DEL', key)
try('XADD', key, '1-0', 'f', 'v')
try('XRANGE', key, '-', '+', 'COUNT', 1)
try('XREVRANGE', key, '+', '-', 'COUNT', 1)
try('XTRIM', key, 'MINID', '2-0')
try('DEL', key)
return refused
