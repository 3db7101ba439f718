-- The answer of a batch or a sweep, which is also the answer in the journal. Answer.java reads it.
--
--   answer  = [now added before outcomes]
--   added   = [(place name)*]     lines to which stored reservations led; they follow the lines that the request names
--   before  = [row*]              those of the request, then the added, as they were before the call; '' if there was
--                                 none
--   outcomes = [outcome*]         of a batch, one for each command
--           | [(id outcome)*]     of a sweep, one for each reservation that it ended
--   outcome = HELD                                the reservation is new, as the command describes it
--           | REFUSED reason subject remaining    the subject is a text, or the place of a line
--           | REPLAYED row                        the reservation's row, or '' if the command has none
--           | REPLACED row moves                  the replaced reservation, after its end; then as HELD
--           | UNITS_MOVED row moves               the reservation, after it was settled or ended
--           | MARKED                              a tombstone is left (rule 2.9)
--           | EXTENDED row                        the reservation, with its new expiry
--           | LINES_CHANGED n n*(place row)       the lines, after a move or a sale state
--           | GRANTED row                         the reservation is new, and its lines chose what it has (rule 1.9);
--                                                 after a REPLACED if it takes the place of another
--           | LIMITED counter line remaining      refused LIMIT_REACHED, for one line that the script knows
--   moves   = n n*(place from to quantity)        units from bucket to bucket of a line, OUTSIDE among them
--
-- A place is that of a name in the call's list of names, from 1 on.
-- needs: added_lines, names, now, raws
-- gives: out, refuse, plain, replay, answer

local out = {}

-- Refuses the command at hand (rule 1.6). The subject is the place of a line, or a text.
local function refuse(reason, subject, remaining)
  local n = #out
  out[n + 1], out[n + 2], out[n + 3], out[n + 4] = REFUSED, reason, subject, remaining
end

-- What the shop calls it: the name without its first letter.
local function plain(i)
  return names[i]:sub(2)
end

local function replay(i)
  local n = #out
  out[n + 1], out[n + 2] = REPLAYED, i and raws[i] or ''
end

-- The lines that the request names are the first of the list.
local function answer(asked)
  local before, found = {}, {}
  for i = 1, asked do
    before[i] = raws[i] or ''
  end
  for k, i in ipairs(added_lines) do
    found[2 * k - 1], found[2 * k] = i, names[i]
    before[asked + k] = raws[i] or ''
  end
  return cmsgpack.pack({now, found, before, out})
end
