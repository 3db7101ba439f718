-- Writes what a call has done: its rows, where they are filed for sweeps and purges, and its entry of the journal.
-- needs: call, changed, entries, file, now, pack_time, parsed, place, set, sets, stale, write
-- gives: closed, settled, shipped, applied, confirmed, holding, filed_under, file_expiry, write_journal, write_rows

-- closed    members to remove from OPEN_KEY. The member '' is never in it: removing it is a write that needs no memory
-- expiring  new expiries, each with its reservations; 0 for new ones that do not expire
-- settled, shipped, applied  names of what this call has settled or applied, by how long it is remembered (rule 9.2)
-- confirmed  reservations that this call has left with nothing reserved and something sold
-- holding   whether there are new reservations: they are noted in OPENED_KEY. file_open.lua files them in OPEN_KEY when
--           somebody asks, or after an hour; most are settled by then
local closed, expiring, settled, shipped, applied, confirmed = {}, {}, {}, {}, {}, {}
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
    note = note .. (expiry > 0 and file(EXPIRY_KEY, expiry, expiry, same) or cmsgpack.pack(same))
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
  local opened = closed[1] and call('ZREM', OPEN_KEY, closed) or 0
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
    file(STALE_KEY, at, at, same)
  end
  if settled[1] then
    file(SETTLED_KEY, now, now, settled)
  end
  if shipped[1] then
    file(SHIPPED_KEY, now, now, shipped)
  end
  if applied[1] then
    file(APPLIED_KEY, now, now, applied)
  end
  -- What was not in OPEN_KEY is still noted in OPENED_KEY, and is filed from there.
  if opened > 0 then
    file(CONFIRMED_KEY, -1 - now, now, confirmed)
  end
  write_journal(request, answer)
end
