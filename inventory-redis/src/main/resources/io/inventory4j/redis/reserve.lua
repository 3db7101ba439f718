-- Rule 1.

-- Rules 1.4 and 1.5: content first, so that a reused id is told as such also after a release.
local function reserve_again(i, p, count)
  local stored = reservation(i)
  local held = stored[3]
  if #held == 0 then
    return refuse(RELEASED, plain(i), 0)
  end
  local same = #held == count
  for k = 1, same and count or 0 do
    local has = held[k]
    local asked = p + 3 * (k - 1)
    same = same and has[1] == names[input[asked]]
      and has[2] + has[3] + has[4] + has[5] == input[asked + 1]
  end
  if not same then
    return refuse(ID_REUSED, plain(i), 0)
  end
  if released_in_full(stored) then
    return refuse(stored[1] == 1 and EXPIRED or RELEASED, plain(i), 0)
  end
  return replay(i)
end

-- Command: 1, length, reservation, hold for, replaced reservation or 0, n, m, n of (line, quantity, floor), m of (counter,
-- charge, limit, end). Answers HELD and no more: what it holds, the caller knows.
handlers[1] = function(p)
  local input = input
  local i, replaced, count, charge_count = reservations + input[p + 2], input[p + 4], input[p + 5], input[p + 6]
  local expiry, wanted = now + input[p + 3], p + 7
  local charges = wanted + 3 * count
  reserves = reserves + 1
  if raws[i] then
    return reserve_again(i, wanted, count)
  end
  if touched[1] then
    new_draft()
  end
  local kept
  if replaced > 0 then
    kept = replace(wanted, charges, charge_count, reservations + replaced)
    if not kept then
      return
    end
  else
    local reason, subject, remaining = refusal(wanted, charges, charge_count)
    if reason then
      return refuse(reason, subject, remaining)
    end
    hold(wanted, charges)
    out[#out + 1] = HELD
  end
  charge(charges, charge_count, kept)
  store_hold(i, expiry, bodies[reserves])
end
