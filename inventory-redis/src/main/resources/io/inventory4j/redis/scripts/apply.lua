-- A batch: each command by itself, in order (rule 6).
--
-- ARGV[2] its kind; names of lines, counters, reservations and remembered commands, each once, and p; what is to be stored
-- for each reserve, in their order; how many names are in front of the counters, of the reservations, of the remembered
-- commands. Behind it the commands, which name things by their places, of each kind from 1 on; some at a time: of how many
-- values they are, and these. Of each command the first is what applies it, the second how many values it has.

local behind, _, list
behind, _, list, bodies, counters, reservations, remembered = cmsgpack.unpack_limit(ARGV[2], 6, 0)
load_rows(list)

while behind >= 0 do
  local p, last
  behind, last = cmsgpack.unpack_limit(ARGV[2], 1, behind)
  input, behind = values_at(ARGV[2], behind, last)
  p = 1
  while p < last do
    local next = p + input[p + 1]
    handlers[input[p]](p)
    p = next
  end
end

local text = answer(counters)
write_rows(ARGV[2], text)
return text
