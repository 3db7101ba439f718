-- What apply.lua and the parts for each kind of command share.
-- needs: nothing
-- gives: input, counters, reservations, remembered, bodies, reserves, handlers, replace

-- input    the values of the chunk at hand: some commands, one after the other
-- counters, reservations, remembered  how many names come before the first of each kind; a place is this plus the
--                                     number
--          that the command has
local input, counters, reservations, remembered = {}, 0, 0, 0
-- bodies[k] is the row of the k-th reserve without its expiry; reserves is how many reserves were processed.
local bodies, reserves = {}, 0

-- handlers[kind](p) applies the command that begins at input[p].
local handlers = {}

-- Reserves in place of another reservation (rule 1.8). replace.lua defines it, in a script whose batches need it.
local replace
