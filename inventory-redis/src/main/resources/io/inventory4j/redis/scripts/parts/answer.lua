-- What a call answers: its time, the lines that it met beside those it was asked about (place, name), all lines as they
-- were before it, and what became of each command, one behind the other. The same text is the journal's, beside the request.

local out = {}

-- The subject is the place of a line, or a text.
local function refuse(reason, subject, remaining)
  local n = #out
  out[n + 1], out[n + 2], out[n + 3], out[n + 4] = REFUSED, reason, subject, remaining
end

-- What the shop calls it: without the letter of its kind.
local function plain(i)
  return names[i]:sub(2)
end

local function replay(i)
  local n = #out
  out[n + 1], out[n + 2] = REPLAYED, i and raws[i] or ''
end

-- Those that were asked about are the first names of the list.
local function answer(asked)
  local before, found = {}, {}
  for i = 1, asked do
    before[i] = raws[i] or ''
  end
  for k, i in ipairs(met) do
    found[2 * k - 1], found[2 * k] = i, names[i]
    before[asked + k] = raws[i] or ''
  end
  return cmsgpack.pack({now, found, before, out})
end
