-- The order of names (rule 1.6).
-- needs: nothing
-- gives: comes_after

-- Compares as bytes, which Lua's own comparison does not.
local function comes_after(left, right)
  for k = 1, math.min(#left, #right) do
    local l, r = left:byte(k), right:byte(k)
    if l ~= r then
      return l > r
    end
  end
  return #left > #right
end
