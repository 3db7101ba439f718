-- Reads the values that a reservation's row begins with, and no more of it.
-- needs: nothing
-- gives: changed_at

-- When a stored reservation was changed the last time, and its phase.
local function changed_at(raw)
  local _, at, phase = cmsgpack.unpack_limit(raw, 2, BODY)
  if at == 0 then
    at = struct.unpack('>I8', raw, MADE + 1)
  end
  return at, phase
end
