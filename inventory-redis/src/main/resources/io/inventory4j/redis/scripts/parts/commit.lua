-- Writes what a call has done: its rows, where they are filed for sweeps and purges, and its entry of the journal.
-- needs: call, changed, entries, now, pack_time, parsed, place, set, sets, stale, write
-- gives: closed, settled, holding, filed_under, file_expiry, file, write_journal, write_rows

-- closed    members to remove from OPEN_KEY. The member '' is never in it: removing it is a write that needs no memory
-- expiring  new expiries, each with its reservations
-- settled   names of what this call has settled or applied
-- holding   whether there are new reservations: they are noted in OPENED_KEY. file_open.lua files them in OPEN_KEY when
--           somebody asks, or after an hour; most are settled by then
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

-- Files names under a time, in packets, because adding each by itself would be expensive. Returns the lists as they are
-- packed.
local function file(key, at, same)
  local lists, n = '', #same
  for from = 1, n, CHUNK do
    local list = cmsgpack.pack(n <= CHUNK and same or {unpack(same, from, math.min(from + CHUNK - 1, n))})
    redis.call('ZADD', key, at, pack_time(at) .. list)
    lists = lists .. list
  end
  return lists
end

local function pack_lines()
  for i in pairs(changed) do
    write(i, cmsgpack.pack(parsed[i]))
  end
end

local function write_expiries()
  local note = pack_time(now)
  for expiry, same in pairs(expiring) do
    note = note .. file(EXPIRY_KEY, expiry, same)
  end
  if holding then
    redis.call('RPUSH', OPENED_KEY, note)
  end
end

-- One entry of the stream for the whole call; its id is the sequence of the last journal entry that the call makes.
local function write_journal(request, answer)
  redis.call('XADD', JOURNAL_KEY, string.format('%.0f-0', place + entries), 'q', request, 'a', answer)
end

local function write_rows(request, answer)
  -- Above maxmemory, Redis lets a script write what needs memory only after a write that needs none. So this comes
  -- first, and calls that give units back succeed when memory is full.
  if closed[1] then
    call('ZREM', OPEN_KEY, closed)
  end
  -- A call that changes rows but no line gets a sequence too, because a restore plays the journal again and must find
  -- it.
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
    file(STALE_KEY, at, same)
  end
  if settled[1] then
    file(SETTLED_KEY, now, settled)
  end
  write_journal(request, answer)
end
