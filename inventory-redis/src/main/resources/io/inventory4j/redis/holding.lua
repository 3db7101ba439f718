-- What reserves check and take (rule 1). hold.lua says it once more, of a batch as a whole.

-- The command that is applied, and in front of which places the counters, reservations and remembered commands stand.
local input, counters, reservations, remembered = {}, 0, 0, 0
-- What is stored for each reserve of the batch, and at how many of them it is.
local bodies, reserves = {}, 0

-- What applies a command, by its first number.
local handlers = {}

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
    local i = counters + input[k]
    local counted = used_of(i)
    if given and given[i] then
      counted = math.max(0, counted - given[i])
    end
    if counted + input[k + 1] > input[k + 2] then
      return LIMIT_REACHED, plain(i), math.max(0, input[k + 2] - counted)
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
      changed[at] = true
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
    local i, until_when = counters + input[k], input[k + 3]
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
  write(i, pack_time(expiry) .. body)
  parsed[i] = nil
  file_expiry(names[i], expiry)
  holding = true
end
