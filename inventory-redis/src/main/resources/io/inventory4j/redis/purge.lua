-- Forgets settled ids and stale counters, and the journal behind a time.
--
-- ARGV[2] {the time up to which what was settled may be forgotten, how many to forget at most}
-- ARGV[3] the time up to which entries of the journal may be deleted, or empty
-- Answers {how many were forgotten, 1 if there may be more}.

local request = cmsgpack.unpack(ARGV[2])
local cutoff, max = request[1], request[2]
local PAGE = 20
local ENOUGH = max + 1000

local forgotten, looked_at, more = 0, 0, false

-- Whether what is filed is still as it was when it was filed.
local function settled_by(kind, raw)
  if kind == 'c' then
    local _, at = cmsgpack.unpack(raw)
    return at <= cutoff
  end
  local _, row = cmsgpack.unpack_one(raw, 8)
  return row[2] > 0 and row[2] <= cutoff
end

local function counter_is_stale(raw)
  local count, until_when = cmsgpack.unpack(raw)
  return count == 0 or (until_when and until_when <= now)
end

-- Goes through one set of filed names; forget deletes those that are due of a list, up to a number.
local function go_through(set, up_to, forget)
  while true do
    local page = redis.call('ZRANGEBYSCORE', set, '-inf', string.format('%.0f', up_to), 'WITHSCORES', 'LIMIT', 0, PAGE)
    for k = 1, #page, 2 do
      if forgotten >= max or looked_at >= ENOUGH then
        more = true
        return
      end
      local names = cmsgpack.unpack(page[k])
      local rest = forget(names)
      looked_at = looked_at + #names
      redis.call('ZREM', set, page[k])
      if #rest > 0 then
        more = true
        redis.call('ZADD', set, page[k + 1], cmsgpack.pack(rest))
      end
    end
    if #page < 2 * PAGE then
      return
    end
  end
end

-- Deletes the due ones of some fields of a hash; what is beyond the number stays filed.
local function delete_due(key, names, fields, due)
  local rest, deleted, seen = {}, {}, {}
  local rows = hmget(key, fields)
  for k, name in ipairs(names) do
    if rows[k] and not seen[name] and due(rows[k]) then
      if forgotten < max then
        seen[name] = true
        deleted[#deleted + 1] = fields[k]
        forgotten = forgotten + 1
      else
        rest[#rest + 1] = name
      end
    end
  end
  if deleted[1] then
    call('HDEL', key, deleted)
  end
  return rest
end

local function forget_settled(names)
  local rest = {}
  for kind, key in pairs({r = RESERVATIONS, c = COMMANDS}) do
    local mine, fields = {}, {}
    for _, name in ipairs(names) do
      if name:sub(1, 1) == kind then
        mine[#mine + 1], fields[#fields + 1] = name, name:sub(2)
      end
    end
    for _, name in ipairs(delete_due(key, mine, fields, function(raw) return settled_by(kind, raw) end)) do
      rest[#rest + 1] = name
    end
  end
  return rest
end

local function forget_counters(names)
  return delete_due(COUNTERS, names, names, counter_is_stale)
end

go_through(SETTLED, cutoff, forget_settled)
go_through(STALE, now, forget_counters)

local function place_of(entry)
  return tonumber(entry[1]:match('^%d+'))
end

local function time_of(entry)
  return cmsgpack.unpack(entry[2][4])[1]
end

-- Entries lie in the order of their times, so the first to keep is found by halves.
local function trim_journal(up_to)
  local first = redis.call('XRANGE', JOURNAL, '-', '+', 'COUNT', 1)[1]
  if not first or time_of(first) > up_to then
    return
  end
  local low = place_of(first) + 1
  local high = place_of(redis.call('XREVRANGE', JOURNAL, '+', '-', 'COUNT', 1)[1]) + 1
  while low < high do
    local middle = math.floor((low + high) / 2)
    local entry = redis.call('XRANGE', JOURNAL, string.format('%.0f', middle), '+', 'COUNT', 1)[1]
    if entry and time_of(entry) <= up_to then
      low = place_of(entry) + 1
    else
      high = middle
    end
  end
  -- The last archived entry stays: by it, the archive knows this journal from another.
  local archived = redis.call('HGET', ARCHIVED, 'sequence')
  if archived then
    low = math.min(low, tonumber(archived))
  end
  redis.call('XTRIM', JOURNAL, 'MINID', string.format('%.0f-0', low))
end

-- What was only looked at is filed no more, so it counts too: played again, the next purge has to look at the same.
if looked_at > 0 then
  entries = 1
  write_journal(ARGV[2], cmsgpack.pack({now, forgotten}))
end
if ARGV[3] ~= '' then
  trim_journal(tonumber(ARGV[3]))
end

return {forgotten, more and 1 or 0}
