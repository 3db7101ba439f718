-- The command RESERVE (rule 1); apply.lua shows its values.
-- needs: bodies, charge, handlers, hold, input, names, new_draft, now, out, plain, raws, refusal, refuse,
--        released_in_full, replace, replay, reservation, reservations, reserves, store_hold, touched
-- gives: nothing

-- A reserve whose id is known (rules 1.4 and 1.5). Its content is compared first, so that an id that is used again for
-- something else is refused ID_REUSED also after a release.
local function reserve_again(i, p, count)
  local stored = reservation(i)
  if stored[LINES] == 0 then
    return refuse(RELEASED, plain(i), 0)
  end
  local same = stored[LINES] == count
  for k = 0, same and count - 1 or -1 do
    local at, asked = FIRST + NEXT * k, p + 3 * k
    same = same and stored[at] == names[input[asked]] and input[asked + 1] == stored[at + OF_RESERVED]
      + stored[at + OF_COMMITTED] + stored[at + OF_SHIPPED] + stored[at + OF_RELEASED]
  end
  if not same then
    return refuse(ID_REUSED, plain(i), 0)
  end
  if released_in_full(stored) then
    return refuse(stored[SWEPT] == 1 and EXPIRED or RELEASED, plain(i), 0)
  end
  return replay(i)
end

-- The answer is HELD and no more, because the caller knows what the reservation holds.
handlers[RESERVE] = function(p)
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
