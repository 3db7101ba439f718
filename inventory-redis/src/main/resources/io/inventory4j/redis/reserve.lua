-- Rule 1.

local input = {}

-- What applies a command, by its first number: from its place in the input to the place behind it.
local handlers = {}

-- Rule 1.8 is in replace.lua; a script for plain holds does without.
local replace

-- Rules 1.4 and 1.5: content first, so that a reused id is told as such also after a release.
local function reserve_again(i, p, count)
  local stored = reservation(i)
  local held = stored[3]
  if #held == 0 then
    return refuse(RELEASED, ids[i], 0)
  end
  local same = #held == count
  for k = 1, same and count or 0 do
    local has = held[k]
    local asked = p + 3 * (k - 1)
    same = same and has[1] == lineKeys[input[asked]]
      and has[2] + has[3] + has[4] + has[5] == input[asked + 1]
  end
  if not same then
    return refuse(ID_REUSED, ids[i], 0)
  end
  if released_in_full(stored) then
    return refuse(stored[1] == 1 and EXPIRED or RELEASED, ids[i], 0)
  end
  return replay(i)
end

-- Rule 1.6: the first failing line in key order, with its first reason.
local function lines_refuse(p, count)
  for k = p, p + 3 * (count - 1), 3 do
    local i = input[k]
    local row = drafts[i] or line(i)
    if not row then
      return UNKNOWN_LINE, i, 0
    end
    if row[STATE] ~= IS_OPEN then
      return NOT_OPEN, i, 0
    end
    local quantity = input[k + 1]
    local remaining = row[AVAILABLE] - input[k + 2]
    if remaining < quantity then
      return OUT_OF_STOCK, i, math.max(0, remaining)
    end
    if row[RESERVED] + quantity > MAX or row[AVAILABLE] - quantity < -MAX then
      return OVERFLOW, i, 0
    end
  end
end

-- Rule 1.6: the first failing counter in name order.
local function counters_refuse(p, count, given)
  for k = p, p + 4 * (count - 1), 4 do
    local i = input[k]
    local counted = used_of(i)
    if given and given[i] then
      counted = math.max(0, counted - given[i])
    end
    if counted + input[k + 1] > input[k + 2] then
      return LIMIT_REACHED, counterNames[i], math.max(0, input[k + 2] - counted)
    end
  end
end

-- Rule 1.3.
local function hold(p, count)
  for k = p, p + 3 * (count - 1), 3 do
    local at = input[k]
    local row = drafts[at]
    if not row then
      row = line(at)
      row[VERSION] = row[VERSION] + 1
      changedLines[at] = true
      entries = entries + 1
    end
    local quantity = input[k + 1]
    row[AVAILABLE] = row[AVAILABLE] - quantity
    row[RESERVED] = row[RESERVED] + quantity
  end
end

-- Kept are the ends that counters had before a replaced reservation gave back what it charged.
local function charge(p, count, kept)
  for k = p, p + 4 * (count - 1), 4 do
    local i, until_when = input[k], input[k + 3]
    local before = used_of(i)
    if before > 0 and until_when < NEVER then
      until_when = math.max(until_when, ends[i] or NEVER)
    elseif kept and kept[i] then
      until_when = math.max(until_when, kept[i])
    end
    set_counter(i, before + input[k + 1], until_when)
  end
end

local function store_hold(i, expiry, body)
  write_reservation(i, pack_time(expiry) .. body)
  parsed[i] = nil
  file_expiry(ids[i], expiry)
  noted[#noted + 1] = ids[i]
end

-- Command: 1, reservation, hold for, body, n, n of (line, quantity, floor), m, m of (counter, charge, limit, end),
-- replaced reservation or 0. Answers HELD and no more: what it holds, the caller knows.
local function reserve(p)
  local i, count = input[p + 1], input[p + 4]
  local charges = p + 6 + 3 * count
  local charge_count = input[charges - 1]
  local replaced = input[charges + 4 * charge_count]
  local next_command = charges + 4 * charge_count + 1
  if raws[i] then
    reserve_again(i, p + 5, count)
    return next_command
  end
  new_draft()
  local kept
  if replaced > 0 then
    kept = replace(i, p + 5, count, charges, charge_count, replaced)
    if not kept then
      return next_command
    end
  else
    local reason, subject, remaining = lines_refuse(p + 5, count)
    if not reason then
      reason, subject, remaining = counters_refuse(charges, charge_count)
    end
    if reason then
      refuse(reason, subject, remaining)
      return next_command
    end
    hold(p + 5, count)
    out[#out + 1] = HELD
  end
  charge(charges, charge_count, kept)
  store_hold(i, now + input[p + 2], input[p + 3])
  return next_command
end

handlers[1] = reserve
