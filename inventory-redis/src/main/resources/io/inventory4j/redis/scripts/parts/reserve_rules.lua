-- The steps of a reserve (rule 1): check it, move the units, charge the counters, store it. rush.lua has the same rules
-- for a whole batch at once. Every order of a sale runs through here, so what is used often is put into a local first:
-- each step of a script costs the same, whatever it does, and a call costs several.
--
-- input, p and charges are the values of the command and where its lines and charges begin, as apply.lua shows them.
-- needs: changed, counters, drafts, ends, entries, file_expiry, filed_under, holding, line, names, now, pack_time,
--        parsed, plain, raws, set_counter, used, used_of, write
-- gives: stale_charge, outside_window, refusal, hold, charge, store_hold, store_sold

-- The first charge by name that is not right at a time (rule 12): the place of its counter. from: where those charges
-- begin that are right for a time only.
local function stale_charge(input, from, count, time)
  for k = from, from + 3 * (count - 1), 3 do
    local till = input[k + 2]
    if time < input[k + 1] or till >= 0 and time >= till then
      return counters + input[k]
    end
  end
end

-- Whether the window of a line that has one is not open now (rule 4.6). Its edges are in milliseconds.
local function outside_window(row)
  local opens, closes = row[OPENS], row[CLOSES]
  return now / 1000 < opens or closes ~= NO_EDGE and now / 1000 >= closes
end

-- Why a reserve is refused: reason, subject, remaining; nothing if it is not. The first failing line in key order, with
-- its first reason; then the first failing counter in name order (rule 1.6).
-- to       RESERVED or COMMITTED
-- late     whether only a STOPPED line refuses: an exchange, or money that comes late (rules 1.11 and 1.12)
-- given    if any: by counter, the units that a replaced reservation gives back first
-- covered  if any: by line, the units that an exchange may take whatever the floor says (rule 1.11)
local function refusal(input, p, charges, charge_count, to, late, given, covered)
  for k = p, charges - 1, 3 do
    local i = input[k]
    local row = drafts[i] or parsed[i] or line(i)
    if not row then
      return UNKNOWN_LINE, i, 0
    end
    if row[STATE] ~= IS_OPEN and not (late and row[STATE] ~= IS_STOPPED)
      or row[OPENS] and not late and outside_window(row) then
      return NOT_OPEN, i, 0
    end
    local quantity, available = input[k + 1], row[AVAILABLE]
    local remaining = available - input[k + 2]
    if remaining < quantity and not (covered and covered[i] and quantity <= covered[i]) then
      return OUT_OF_STOCK, i, math.max(0, remaining)
    end
    if row[to] + quantity > MAX or available - quantity < -MAX then
      return OVERFLOW, i, 0
    end
  end
  for k = charges, charges + 4 * (charge_count - 1), 4 do
    local i = counters + input[k]
    local counted = used[i] or raws[i] and used_of(i) or 0
    if given and given[i] then
      counted = math.max(0, counted - given[i])
    end
    if counted + input[k + 1] > input[k + 2] then
      return LIMIT_REACHED, plain(i), math.max(0, input[k + 2] - counted)
    end
  end
end

-- Moves the units from AVAILABLE to RESERVED (rule 1.3) or COMMITTED (rule 1.11).
local function hold(input, p, charges, to)
  for k = p, charges - 1, 3 do
    local at = input[k]
    local row = drafts[at]
    if not row then
      row = parsed[at]
      row[VERSION] = row[VERSION] + 1
      changed[at] = true
      entries = entries + 1
    end
    local quantity = input[k + 1]
    row[AVAILABLE] = row[AVAILABLE] - quantity
    row[to] = row[to] + quantity
  end
end

-- Charges the counters. kept, if any: the ends they had before a replaced reservation gave back what it charged.
local function charge(input, p, count, kept)
  for k = p, p + 4 * (count - 1), 4 do
    local i, until_when = counters + input[k], input[k + 3]
    local before = used[i] or 0
    if before > 0 and until_when < NEVER then
      until_when = math.max(until_when, ends[i] or NEVER)
    elseif kept and kept[i] then
      until_when = math.max(until_when, kept[i])
    end
    set_counter(i, before + input[k + 1], until_when)
  end
end

-- The last expiry, the two times packed, and what is filed under it: most reservations of a batch last equally long.
local same_expiry, packed_times, same_filed

local function store_hold(i, expiry, body)
  if expiry ~= same_expiry then
    same_expiry, packed_times, same_filed = expiry, struct.pack('>I8I8', expiry, now), filed_under(expiry)
    holding = true
  end
  write(i, packed_times .. body)
  local filed = same_filed
  filed[#filed + 1] = names[i]
end

-- What is sold in one step is never overdue.
local function store_sold(i, body)
  write(i, pack_time(now) .. pack_time(now) .. body)
  file_expiry(names[i], 0)
  holding = true
end
