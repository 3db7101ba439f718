-- Where a reservation's settlements are remembered (rule 2.7). The first few are in its row. Each later one has a row
-- of its own, by which it is found, and which has the id of the later one before it. So the n-th settlement costs what
-- the first does: it writes a row that does not grow.
-- needs: nothing
-- gives: settlements_from, later_from, settlement_name

-- The place of the first settlement in a reservation's row.
local function settlements_from(row)
  return FIRST + NEXT * row[LINES] + row[LINE_CHARGES] + row[ORDER_CHARGES]
end

-- The place of what the row says of the later settlements: the id of the last, then how many there are. If there are
-- none, the row ends before it.
local function later_from(row)
  return settlements_from(row) + 2 * OWN_SETTLEMENTS
end

-- The field of a later settlement. No id has a line feed (rule 9.1), so each has a field of its own.
local function settlement_name(name, id)
  return SETTLEMENT .. name:sub(2) .. '\n' .. id
end
