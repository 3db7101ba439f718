-- What a call answers: its time, the keys of lines that it met beside those it was asked about, all lines as they were
-- before it, and what became of each command, one behind the other. The same text is the journal's, beside the request.

local out = {}
local HELD, REFUSED, REPLAYED, REPLACED, UNITS_MOVED, MARKED, EXTENDED, LINES_CHANGED = 0, 1, 2, 3, 4, 5, 6, 7

-- The subject is the place of a line, or a text.
local function refuse(reason, subject, remaining)
  local n = #out
  out[n + 1], out[n + 2], out[n + 3], out[n + 4] = REFUSED, reason, subject, remaining
end

local function replay(i)
  local n = #out
  out[n + 1], out[n + 2] = REPLAYED, i and raws[i] or ''
end

local function answer(asked)
  local met, before = {}, {}
  for i = 1, #lineKeys do
    before[i] = lineRaws[i] or ''
    if i > asked then
      met[i - asked] = lineKeys[i]
    end
  end
  return cmsgpack.pack({now, met, before, out})
end
