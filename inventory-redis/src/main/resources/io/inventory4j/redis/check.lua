-- Tells which commands of the other scripts this user may not run: a command that is refused in the middle of a script
-- would leave half of it written.
--
-- KEYS keys of its own: a hash, a set in order, a list, a string, a stream; nothing stays in them
-- Answers the errors.

local refused = {}

local function try(...)
  local reply = redis.pcall(...)
  if type(reply) == 'table' and reply.err then
    refused[#refused + 1] = select(1, ...) .. ': ' .. reply.err
  end
end

local hash, set, list, text, stream = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
try('TIME')
try('HSET', hash, 'f', 'v')
try('HGET', hash, 'f')
try('HMGET', hash, 'f')
try('HLEN', hash)
try('HDEL', hash, 'f')
try('ZADD', set, 0, 'm')
try('ZRANGEBYSCORE', set, '-inf', 0)
try('ZRANGEBYLEX', set, '-', '+')
try('ZREM', set, 'm')
try('RPUSH', list, 'e')
try('LRANGE', list, 0, 0)
try('LTRIM', list, 1, -1)
try('INCRBY', text, 0)
try('XADD', stream, '1-0', 'f', 'v')
try('XRANGE', stream, '-', '+', 'COUNT', 1)
try('XREVRANGE', stream, '+', '-', 'COUNT', 1)
try('XTRIM', stream, 'MINID', '2-0')
try('DEL', hash, set, list, text, stream)
return refused
