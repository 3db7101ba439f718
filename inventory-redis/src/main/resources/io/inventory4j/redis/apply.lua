-- A batch: each command by itself, in order (rule 6).
--
-- ARGV[2] its kind; names of lines, counters, reservations and remembered commands, each once, and p; what is to be stored
-- for each reserve, in their order; how many names are in front of the counters, of the reservations, of the remembered
-- commands. Behind it the commands, which name things by their places, of each kind from 1 on: of each the number of its
-- values, and these.

local behind, _, list
behind, _, list, bodies, counters, reservations, remembered = cmsgpack.unpack_limit(ARGV[2], 6, 0)
load_rows(list)

-- A command's values, and where the next one begins.
local function command_at(at)
  local values, got, count = {}, 0, 0
  at, count = cmsgpack.unpack_one(ARGV[2], at)
  while got < count do
    local part = {cmsgpack.unpack_limit(ARGV[2], math.min(CHUNK, count - got), at)}
    at = part[1]
    for k = 2, #part do
      values[got + k - 1] = part[k]
    end
    got = got + #part - 1
  end
  return values, at
end

while behind >= 0 do
  input, behind = command_at(behind)
  handlers[input[1]]()
end

local text = answer(counters)
write_rows(ARGV[2], text)
return text
