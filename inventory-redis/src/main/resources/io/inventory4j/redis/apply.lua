-- A batch: each command by itself, in order (rule 6).
--
-- ARGV[2] {keys of lines, names of counters, ids of reservations, remembered commands, commands}: each thing once, and
-- the commands one behind the other, which name things by their places.

local lists = cmsgpack.unpack(ARGV[2])
load_rows(lists[1], lists[2], lists[3], lists[4])
input = lists[5]

local asked, at, last = #lineKeys, 1, #input
while at <= last do
  at = handlers[input[at]](at)
end

local text = answer(asked)
write_rows(ARGV[2], text)
return text
