-- Tells which commands of the other scripts this user may not run: a command that is refused in the middle of a script
-- would leave half of it written.
--
-- KEYS[1] a key of its own, used for one type after the other; nothing stays in it. One, because while a slot moves to
-- another node, a script that names several keys that are nowhere yet can run on neither.
-- Answers the errors.

local refused = {}

local function try(...)
  local reply = redis.pcall(...)
  if type(reply) == 'table' and reply.err then
    refused[#refused + 1] = select(1, ...) .. ': ' .. reply.err
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
