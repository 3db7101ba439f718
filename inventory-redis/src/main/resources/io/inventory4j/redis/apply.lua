-- A batch: each command by itself, in order (rule 6).
--
-- ARGV[2] its kind; names of lines, counters, reservations and remembered commands, each once, and p; what is to be stored
-- for each reserve, in their order; how many names are in front of the counters, of the reservations, of the remembered
-- commands. Behind it the commands, which name things by their places, of each kind from 1 on; some at a time: of how many
-- values they are, and these. Of each command the first is what applies it, the second how many values it has.

local behind, _, list
behind, _, list, bodies, counters, reservations, remembered = cmsgpack.unpack_limit(ARGV[2], 6, 0)
load_rows(list)

local function apart(at, ...)
  return at, {...}
end

-- The next commands' values, and where those behind them begin.
local function commands_at(at)
  local count, values
  at, count = cmsgpack.unpack_one(ARGV[2], at)
  at, values = apart(cmsgpack.unpack_limit(ARGV[2], math.min(CHUNK, count), at))
  -- Only of one long command there are more than fit the stack.
  for got = CHUNK, count - 1, CHUNK do
    local part
    at, part = apart(cmsgpack.unpack_limit(ARGV[2], math.min(CHUNK, count - got), at))
    for k = 1, #part do
      values[got + k] = part[k]
    end
  end
  return values, at
end

while behind >= 0 do
  input, behind = commands_at(behind)
  local p, last = 1, #input
  while p < last do
    local next = p + input[p + 1]
    handlers[input[p]](p)
    p = next
  end
end

local text = answer(counters)
write_rows(ARGV[2], text)
return text
