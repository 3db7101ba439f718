-- The commands of a batch, as apply.lua comes to them.

-- Values of some commands one behind the other, and in front of which places the counters, reservations and remembered
-- commands stand.
local input, counters, reservations, remembered = {}, 0, 0, 0
-- What is stored for each reserve of the batch, and at how many of them it is.
local bodies, reserves = {}, 0

-- What applies a command, by its first number.
local handlers = {}

-- A reservation in place of another (rule 1.8): replace.lua, in a script whose batches may have one.
local replace
