-- What a call leaves behind itself, beside its rows, and the writing of it all.

-- A set in order is dear to add to, so what belongs together is filed together: ids by expiry, names by the time from
-- which they may be forgotten. Calls that hold note their ids for the set of open ones, too; they are put there when
-- somebody asks for it or they have been open for long; most are settled by then.
local closed, expiring, settled = {}, {}, {}
local holding = false

local function filed_under(expiry)
  local same = expiring[expiry]
  if not same then
    same = {}
    expiring[expiry] = same
  end
  return same
end

local function file_expiry(name, expiry)
  local same = filed_under(expiry)
  same[#same + 1] = name
end

local function pack_lines()
  for i in pairs(changed) do
    write(i, cmsgpack.pack(parsed[i]))
  end
end

local function write_expiries()
  local note = pack_time(now)
  for expiry, same in pairs(expiring) do
    local filed = cmsgpack.pack(same)
    redis.call('ZADD', EXPIRY_KEY, expiry, filed)
    note = note .. filed
  end
  if holding then
    redis.call('RPUSH', OPENED_KEY, note)
  end
end

-- One entry of the stream for the whole call, under the number of the last of those that it stands for.
local function write_journal(request, answer)
  redis.call('XADD', JOURNAL_KEY, string.format('%.0f-0', place + entries), 'q', request, 'a', answer)
end

local function write_rows(request, answer)
  -- Over maxmemory a script may write what needs memory only behind a write that needs none: what gives units back can
  -- always do so.
  if closed[1] then
    call('ZREM', OPEN_KEY, closed)
  end
  -- What changes no line has its place too: played again from the beginning, the journal gives everything there is.
  if entries == 0 and sets > 0 then
    entries = 1
  end
  if entries == 0 then
    return
  end
  pack_lines()
  set[sets + 1], set[sets + 2] = PLACE, string.format('%.0f', place + entries)
  call('HSET', ROWS_KEY, set)
  write_expiries()
  for at, same in pairs(stale) do
    redis.call('ZADD', STALE_KEY, at, cmsgpack.pack(same))
  end
  if settled[1] then
    redis.call('ZADD', SETTLED_KEY, now, cmsgpack.pack(settled))
  end
  write_journal(request, answer)
end
