-- A batch of plain reserves: what a rush is made of. The same as apply.lua, without what they do not need, because each
-- call makes all functions of its script anew.
--
-- ARGV[2] as in apply.lua

local lists = cmsgpack.unpack(ARGV[2])
load_rows(lists[1], lists[2], lists[3], lists[4])
input = lists[5]

local asked, at, last = #lineKeys, 1, #input
while at <= last do
  at = reserve(at)
end

local text = answer(asked)
write_rows(ARGV[2], text)
return text
