-- The command RESERVE (rule 1); apply.lua shows its values.
-- needs: bodies, charge, handlers, hold, input, new_draft, now, out, plain, raws, refusal, refuse,
--        replace, replay, reservation, reservations, reserves, stale_charge, store_hold, store_sold,
--        touched, values_at
-- gives: same_content, answer_known

-- Whether a reservation has the content of the reserve at hand (rules 1.4 and 1.10). What is taken again need not be
-- sold as it was (rule 1.12).
local function same_content(stored, again)
  local asked = values_at(bodies[reserves], 0, MAX)
  if asked[LINES] ~= stored[LINES] or asked[OWNER] ~= stored[OWNER] then
    return false
  end
  if not again and (asked[MARK] == MARK_SOLD) ~= (stored[MARK] == MARK_SOLD) then
    return false
  end
  for at = FIRST, LAST + NEXT * stored[LINES], NEXT do
    if asked[at] ~= stored[at] or asked[at + OF_RESERVED] + asked[at + OF_COMMITTED] ~= stored[at + OF_RESERVED]
      + stored[at + OF_COMMITTED] + stored[at + OF_SHIPPED] + stored[at + OF_RELEASED] then
      return false
    end
  end
  return true
end

-- Answers a reserve whose id is known (rules 1.4 and 1.5); false if there is something to take again. Its content is
-- compared first, so that an id that is used again for something else is refused ID_REUSED also after a release.
-- same      same_content, or what is in its place for lines that choose
local function answer_known(i, again, same)
  if raws[i]:sub(BODY + 1) == bodies[reserves] then
    -- Nothing has happened since it was made, which is what most retries find.
    replay(i)
    return true
  end
  local stored = reservation(i)
  if stored[LINES] == 0 then
    refuse(RELEASED, plain(i), 0)
  elseif not same(stored, again) then
    refuse(ID_REUSED, plain(i), 0)
  elseif again and stored[MARK] == MARK_ENDED then
    refuse(RELEASED, plain(i), 0)
  elseif again and stored[MARK] == MARK_SWEPT then
    return false
  elseif stored[PHASE] == PHASE_SETTLED then
    refuse(stored[MARK] == MARK_SWEPT and EXPIRED or RELEASED, plain(i), 0)
  else
    replay(i)
  end
  return true
end

-- The answer is HELD and no more, because the caller knows what the reservation has.
handlers[RESERVE] = function(p)
  local input = input
  local i, hold_for, replaced, wanted = reservations + input[p + 2], input[p + 3], input[p + 4], p + 8
  local charges, charge_count, passing = wanted + 3 * input[p + 5], input[p + 6], input[p + 7]
  reserves = reserves + 1
  if raws[i] then
    return answer_known(i, false, same_content)
  end
  local passed = passing > 0 and stale_charge(input, charges + 4 * charge_count, passing, now)
  if passed then
    return refuse(STALE, plain(passed), 0)
  end
  if touched[1] then
    new_draft()
  end
  local to, kept = hold_for > 0 and RESERVED or COMMITTED, nil
  if replaced > 0 then
    kept = replace(wanted, charges, charge_count, to, reservations + replaced)
    if not kept then
      return
    end
  else
    local reason, subject, remaining = refusal(input, wanted, charges, charge_count, to)
    if reason then
      return refuse(reason, subject, remaining)
    end
    hold(input, wanted, charges, to)
    out[#out + 1] = HELD
  end
  charge(input, charges, charge_count, kept)
  if hold_for > 0 then
    store_hold(i, now + hold_for, bodies[reserves])
  else
    store_sold(i, bodies[reserves])
  end
end
