-- The command CHOOSE (rule 1.9): a reserve some of whose lines choose among sources. apply.lua shows its values.
-- needs: accept, answer_known, answer_moved, bodies, charge, counters, draft, drafts, ends_of, give_back_all,
--        given_back, handlers, hold, input, line, new_draft, now, out, outside_window, pack_values, plain, raws,
--        refusal, refuse, reservations, reserves, settle_row, stale_charge, store_hold, store_sold, units_by_line,
--        used_of, values_at
-- gives: same_choice, places_of, keys_from, named_from, why_closed, refuse_limit

-- How many values come before those that are there several times.
local HEAD = 10

-- The command at hand. A key is a line that it names, fixed or a source; keys have numbers.
-- keys     where each key begins in the values
-- named    by counter, where what the command says of it begins
-- held     by key, what the reservation is to hold
-- charged  by counter, what the command charges
-- to       RESERVED or COMMITTED
-- given, covered  as refusal() has them, of what it replaces
local keys, named, held, charged, to, given, covered

-- Where a command's values begin: fixed lines, counters, charges that are right for a time only, keys.
local function places_of(p)
  local charges = p + HEAD + 3 * input[p + 5]
  local passing = charges + 4 * (input[p + 6] + input[p + 8])
  return p + HEAD, charges, passing, passing + 3 * input[p + 7]
end

-- Where each key begins, and the sources after them.
local function keys_from(p, count)
  local places = {}
  for n = 1, count do
    places[n] = p
    p = p + 3 + input[p + 2]
  end
  return places, p
end

local function named_from(p, count)
  local places = {}
  for k = p, p + 4 * (count - 1), 4 do
    places[counters + input[k]] = k
  end
  return places
end

-- Whether two orders have the same lines that choose (rule 1.9.7). Adds to granted what each source gave in the second.
local function same_grants(asked, told, granted)
  if type(told) ~= 'table' or #told ~= #asked or told[1] ~= asked[1] then
    return false
  end
  local at = 2
  while asked[at] do
    for k = at, at + GRANT_HEAD - 1 do
      if told[k] ~= asked[k] then
        return false
      end
    end
    local next = at + GRANT_HEAD + GRANT_SOURCE * asked[at]
    for k = at + GRANT_HEAD, next - 1, GRANT_SOURCE do
      if told[k] ~= asked[k] then
        return false
      end
      granted[told[k]] = (granted[told[k]] or 0) + told[k + 1]
    end
    at = next
  end
  return true
end

-- Whether a reservation has the content of the reserve at hand: what is fixed is what was not granted.
local function same_choice(stored, again)
  local asked, fixed, granted, left = values_at(bodies[reserves], 0, MAX), {}, {}, 0
  if not again and (asked[MARK] == MARK_SOLD) ~= (stored[MARK] == MARK_SOLD) then
    return false
  end
  if not same_grants(asked[OWNER], stored[OWNER], granted) then
    return false
  end
  for at = FIRST, LAST + NEXT * stored[LINES], NEXT do
    local quantity = stored[at + OF_RESERVED] + stored[at + OF_COMMITTED] + stored[at + OF_SHIPPED]
      + stored[at + OF_RELEASED] - (granted[stored[at]] or 0)
    if quantity > 0 then
      fixed[stored[at]], left = quantity, left + 1
    end
  end
  for at = FIRST, LAST + NEXT * asked[LINES], NEXT do
    local quantity = asked[at + OF_RESERVED] + asked[at + OF_COMMITTED]
    if quantity > 0 then
      if fixed[asked[at]] ~= quantity then
        return false
      end
      left = left - 1
    end
  end
  return left == 0
end

-- Why a line takes no new reservation (rules 1.1 and 4.6). late: whether only a STOPPED line does not (rule 1.12).
local function why_closed(i, late)
  local row = drafts[i] or line(i)
  if not row then
    return UNKNOWN_LINE
  end
  if row[STATE] ~= IS_OPEN and not (late and row[STATE] ~= IS_STOPPED)
    or row[OPENS] and not late and outside_window(row) then
    return NOT_OPEN
  end
end

-- What a source has for this order (rules 1.9.2 and 1.9.12). More than 2^53 is not exact, and more than any wish.
local function stock_of(n)
  local p = keys[n]
  local i = input[p]
  local row = drafts[i] or line(i)
  if not row then
    return 0
  end
  local stock = why_closed(i, false) and 0 or row[AVAILABLE] - input[p + 1]
  if covered and covered[i] and row[STATE] ~= IS_STOPPED then
    stock = math.max(stock, covered[i] - held[n])
  end
  return stock
end

-- What the command may still charge a counter; below 0 if it counts more than its limit.
local function free(i)
  local counted = used_of(i)
  if given and given[i] then
    counted = math.max(0, counted - given[i])
  end
  return input[named[i] + 2] - counted - (charged[i] or 0)
end

-- What a source can give of a wish.
local function possible(n, wish)
  local most = stock_of(n)
  if most <= 0 then
    return 0
  end
  local p = keys[n]
  local row = drafts[input[p]] or line(input[p])
  most = math.min(most, wish, MAX - row[to])
  for k = p + 3, p + 2 + input[p + 2] do
    if most <= 0 then
      return 0
    end
    most = math.min(most, free(counters + input[k]))
  end
  return math.max(0, most)
end

-- Takes units of a source, or gives them back.
local function take(n, quantity)
  local p = keys[n]
  local row = draft(input[p])
  row[AVAILABLE] = row[AVAILABLE] - quantity
  row[to] = row[to] + quantity
  held[n] = held[n] + quantity
  for k = p + 3, p + 2 + input[p + 2] do
    local i = counters + input[k]
    charged[i] = (charged[i] or 0) + quantity
  end
end

-- Grants a line from one source: the first that can give the whole wish, else the one that can give most (rule 1.9.3).
-- The line's grant is in told, from a place on; its sources are in the values, from p on.
local function from_one(told, at, p)
  local best, most, wish = 0, 0, told[at + 1]
  for k = 0, told[at] - 1 do
    local units = possible(input[p + k], wish)
    if units > most then
      best, most = k, units
      if most == wish then
        break
      end
    end
  end
  if most > 0 then
    take(input[p + best], most)
    told[at + GRANT_HEAD + GRANT_SOURCE * best + 1] = most
  end
  return most
end

-- Grants a line from all sources: each in order gives what it can.
local function from_all(told, at, p)
  local left = told[at + 1]
  for k = 0, told[at] - 1 do
    local units = left > 0 and possible(input[p + k], left) or 0
    if units > 0 then
      take(input[p + k], units)
      told[at + GRANT_HEAD + GRANT_SOURCE * k + 1] = units
      left = left - units
    end
  end
  return told[at + 1] - left
end

-- Refuses LIMIT_REACHED where the caller cannot know the line.
local function refuse_limit(counter, i, remaining)
  local n = #out
  out[n + 1], out[n + 2], out[n + 3], out[n + 4] = LIMITED, plain(counter), i, remaining
end

-- Refuses the command by a source that has enough stock.
local function refuse_source(n, least, remaining)
  local p = keys[n]
  for k = p + 3, p + 2 + input[p + 2] do
    local i = counters + input[k]
    if free(i) < least then
      return refuse_limit(i, input[p], remaining)
    end
  end
  refuse(OVERFLOW, input[p], remaining)
end

-- Refuses the command by a line that got less than is enough (rule 1.9.4); its units were given back.
local function refuse_line(told, at, p, least, remaining)
  for k = p, p + told[at] - 1 do
    if stock_of(input[k]) >= least then
      return refuse_source(input[k], least, remaining)
    end
  end
  local i = input[keys[input[p]]]
  refuse(why_closed(i, false) or OUT_OF_STOCK, i, remaining)
end

-- Grants the lines in order; false if the command was refused. any: whether the order has fixed lines.
local function grant_all(told, p, any)
  local at, sources = 2, p
  while told[at] do
    local granted = told[at + 3] == 1 and from_all(told, at, p) or 0
    if told[at + 3] == 0 then
      granted = from_one(told, at, p)
    end
    local next = at + GRANT_HEAD + GRANT_SOURCE * told[at]
    if granted < told[at + 2] then
      for k = 0, told[at] - 1 do
        local units = told[at + GRANT_HEAD + GRANT_SOURCE * k + 1]
        if units > 0 then
          take(input[p + k], -units)
        end
      end
      refuse_line(told, at, p, told[at + 2], granted)
      return false
    end
    any, at, p = any or granted > 0, next, p + told[at]
  end
  if not any then
    -- Rule 1.9.5.
    refuse_line(told, 2, sources, 1, 0)
  end
  return any
end

-- The charges that are made, as charge() takes them.
local function charges_made(p, count)
  local values = {}
  for k = p, p + 4 * (count - 1), 4 do
    local units = charged[counters + input[k]]
    if units then
      local n = #values
      values[n + 1], values[n + 2], values[n + 3], values[n + 4] = input[k], units, input[k + 2], input[k + 3]
    end
  end
  return values
end

-- The row of the reservation: that which was asked for, with what it holds, and without the lines of which it holds
-- nothing.
local function made_row(asked)
  local row, of, lines = {unpack(asked, 1, FIRST - 1)}, to == RESERVED and OF_RESERVED or OF_COMMITTED, 0
  local charges, from = {}, FIRST + NEXT * asked[LINES]
  for n = 1, asked[LINES] do
    local at = LAST + NEXT * n
    local next = from + asked[at + OF_CHARGES]
    if held[n] > 0 then
      for k = 0, NEXT - 1 do
        row[FIRST + NEXT * lines + k] = asked[at + k]
      end
      row[FIRST + NEXT * lines + of] = held[n]
      lines = lines + 1
      for k = from, next - 1 do
        charges[#charges + 1] = asked[k]
      end
    end
    from = next
  end
  row[LINES], row[LINE_CHARGES] = lines, #charges
  for k = from, #asked do
    charges[#charges + 1] = asked[k]
  end
  for k = 1, #charges do
    row[FIRST + NEXT * lines + k - 1] = charges[k]
  end
  return row
end

-- Makes the command at hand the one whose fixed lines have been judged.
local function begin(p, asked, charges, first_key)
  local sources
  keys, sources = keys_from(first_key, input[p + 9])
  named = named_from(charges, input[p + 6] + input[p + 8])
  held, charged = {}, {}
  for n = 1, asked[LINES] do
    held[n] = asked[LAST + NEXT * n + OF_RESERVED] + asked[LAST + NEXT * n + OF_COMMITTED]
  end
  for k = charges, charges + 4 * (input[p + 6] - 1), 4 do
    charged[counters + input[k]] = input[k + 1]
  end
  return sources
end

local function answer_granted(i, asked, hold_for)
  local body = pack_values(made_row(asked))
  if hold_for > 0 then
    store_hold(i, now + hold_for, body)
  else
    store_sold(i, body)
  end
  out[#out + 1] = GRANTED
  out[#out + 1] = raws[i]
end

handlers[CHOOSE] = function(p)
  local i, hold_for, replaced = reservations + input[p + 2], input[p + 3], input[p + 4]
  local wanted, charges, passing, first_key = places_of(p)
  reserves = reserves + 1
  if raws[i] then
    return answer_known(i, false, same_choice)
  end
  local passed = stale_charge(input, passing, input[p + 7], now)
  if passed then
    return refuse(STALE, plain(passed), 0)
  end
  new_draft()
  to, given, covered = hold_for > 0 and RESERVED or COMMITTED, nil, nil
  local exchange = replaced > 0 and to == COMMITTED
  local before, after, moved, returned
  if replaced > 0 then
    before, after, moved, returned = give_back_all(reservations + replaced, exchange)
    if not before then
      return
    end
    given, covered = given_back(returned, before, after), exchange and units_by_line(before)
  end
  local reason, subject, remaining = refusal(input, wanted, charges, input[p + 6], to, exchange, given, covered)
  if reason then
    return refuse(reason, subject, remaining)
  end
  for k = wanted, charges - 1, 3 do
    draft(input[k])
  end
  hold(input, wanted, charges, to)
  local asked = values_at(bodies[reserves], 0, MAX)
  if not grant_all(asked[OWNER], begin(p, asked, charges, first_key), input[p + 5] > 0) then
    return
  end
  local made = charges_made(charges, input[p + 6] + input[p + 8])
  local kept = before and ends_of(made, 1, #made / 4)
  if before then
    settle_row(reservations + replaced, before, after, returned)
    answer_moved(REPLACED, reservations + replaced, moved)
  else
    accept()
  end
  charge(made, 1, #made / 4, kept)
  answer_granted(i, asked, hold_for)
end
