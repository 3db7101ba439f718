-- Lines, counters and reservations, as they are stored and as they would be.

local function line(i)
  local row = parsed[i]
  if row == nil then
    row = raws[i] and cmsgpack.unpack(raws[i])
    parsed[i] = row
  end
  return row
end

-- Units that charge a counter; 0 where it is not stored.
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

-- Counters that a purge may forget some time are filed under that time, once for each time they are given.
local stale = {}

local function file_stale(i, at)
  local same = stale[at]
  if not same then
    same = {}
    stale[at] = same
  end
  same[#same + 1] = names[i]
end

-- Many counters of a batch count the same until the same time.
local sameCount, sameEnd, sameCounter

-- Absent and zero mean the same, so what counts nothing has no end of its own either.
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
  local raw = sameCounter
  if count ~= sameCount or until_when ~= sameEnd then
    raw = cmsgpack.pack(count, until_when)
    sameCount, sameEnd, sameCounter = count, until_when, raw
  end
  write(i, raw)
end

local function apart(at, ...)
  return at, {...}
end

-- Packed values one behind the other, as many as there are up to some, and where those behind them begin. A table that grows
-- is made again, so it is made of all of them.
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
  return (values_at(raw, 8, MAX))
end

-- False where there is none.
local function reservation(i)
  local row = parsed[i]
  if not row and raws[i] then
    row = reservation_of(raws[i])
    parsed[i] = row
  end
  return row or false
end

-- Many reservations of a batch have one expiry.
local packedTime, packed

local function pack_time(time)
  if time ~= packedTime then
    packedTime, packed = time, struct.pack('>I8', time)
  end
  return packed
end

local function released_in_full(row)
  for at = FIRST, NEXT * row[LINES], NEXT do
    if row[at + OF_RESERVED] > 0 or row[at + OF_COMMITTED] > 0 or row[at + OF_SHIPPED] > 0 then
      return false
    end
  end
  return true
end

-- What a command would leave of the lines it touches; they are in force when it is judged.
local drafts, touched = {}, {}

local function new_draft()
  for k = #touched, 1, -1 do
    drafts[touched[k]], touched[k] = nil, nil
  end
end
