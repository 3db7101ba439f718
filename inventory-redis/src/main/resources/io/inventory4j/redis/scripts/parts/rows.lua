-- Lines, counters and reservations, read from their rows and packed into them.
-- needs: ends, names, parsed, raws, used, write
-- gives: line, used_of, stale, set_counter, values_at, pack_values, expiry_of, reservation_of, reservation,
--        pack_time, file, drafts, touched, new_draft

local function line(i)
  local row = parsed[i]
  if row == nil then
    row = raws[i] and cmsgpack.unpack(raws[i])
    parsed[i] = row
  end
  return row
end

-- The units that a counter counts; 0 if it is not stored.
local function used_of(i)
  local n = used[i]
  if not n then
    n = 0
    if raws[i] then
      n, ends[i] = cmsgpack.unpack(raws[i])
    end
    used[i] = n
  end
  return n
end

-- Counters by the time from which a purge may forget them. A counter is filed again whenever it gets another end.
local stale = {}

local function file_stale(i, at)
  local same = stale[at]
  if not same then
    same = {}
    stale[at] = same
  end
  same[#same + 1] = names[i]
end

-- The last counter that was packed: many counters of a batch have the same count and the same end.
local same_count, same_end, same_counter

-- A counter that counts nothing is the same as none, so it has no end of its own (rule 8.7).
local function set_counter(i, count, until_when)
  if until_when == NEVER then
    until_when = nil
  end
  if count == 0 then
    file_stale(i, 0)
  elseif until_when and (used[i] == 0 or ends[i] ~= until_when) then
    file_stale(i, until_when)
  end
  used[i], ends[i] = count, until_when
  local raw = same_counter
  if count ~= same_count or until_when ~= same_end then
    raw = cmsgpack.pack(count, until_when)
    same_count, same_end, same_counter = count, until_when, raw
  end
  write(i, raw)
end

local function apart(at, ...)
  return at, {...}
end

-- The packed values from a place on, at most `most` of them, and the place after them, -1 at the end of the text. A
-- table that grows is allocated again, so one call unpacks as many values as Lua's stack holds.
local function values_at(text, at, most)
  local values
  at, values = apart(cmsgpack.unpack_limit(text, math.min(CHUNK, most), at))
  while at >= 0 and #values < most do
    local part
    at, part = apart(cmsgpack.unpack_limit(text, math.min(CHUNK, most - #values), at))
    local n = #values
    for k = 1, #part do
      values[n + k] = part[k]
    end
  end
  return values, at
end

local function pack_values(values)
  local n = #values
  if n <= CHUNK then
    return cmsgpack.pack(unpack(values))
  end
  local parts = {}
  for from = 1, n, CHUNK do
    parts[#parts + 1] = cmsgpack.pack(unpack(values, from, math.min(from + CHUNK - 1, n)))
  end
  return table.concat(parts)
end

local function expiry_of(raw)
  return (struct.unpack('>I8', raw))
end

local function reservation_of(raw)
  return (values_at(raw, BODY, MAX))
end

-- A reservation's row, or false.
local function reservation(i)
  local row = parsed[i]
  if not row and raws[i] then
    row = reservation_of(raws[i])
    parsed[i] = row
  end
  return row or false
end

-- The last time that was packed: many reservations of a batch have the same expiry.
local packed_time, packed

local function pack_time(time)
  if time ~= packed_time then
    packed_time, packed = time, struct.pack('>I8', time)
  end
  return packed
end

-- Files names under a score and a time, in packets, because adding each by itself would be expensive. Returns the lists
-- as they are packed.
local function file(key, score, at, same)
  local lists, n = '', #same
  for from = 1, n, CHUNK do
    local list = cmsgpack.pack(n <= CHUNK and same or {unpack(same, from, math.min(from + CHUNK - 1, n))})
    redis.call('ZADD', key, score, pack_time(at) .. list)
    lists = lists .. list
  end
  return lists
end

-- The lines that the command at hand touches, as it would leave them, and their places. They come into force if the
-- whole command is accepted; reserves that replace nothing do without.
local drafts, touched = {}, {}

local function new_draft()
  for k = #touched, 1, -1 do
    drafts[touched[k]], touched[k] = nil, nil
  end
end
