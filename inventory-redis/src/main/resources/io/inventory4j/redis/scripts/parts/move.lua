-- The commands MOVE (rule 3) and SALE_STATE (rule 4); apply.lua shows their values.
-- needs: accept, applied, draft, handlers, input, line, names, new_draft, now, on_hand, out, overflows, parsed, raws,
--        refuse, remembered, replay, touched, write
-- gives: nothing

local MOVABLE = {MOVABLE_BUCKETS}
-- How many values a move's line has: without units, with postings, with a target.
local LENGTH = {MOVED_LINE, POSTED_LINE, TARGETED_LINE}

-- Whether the command was applied before; then it is answered here (rules 3.4 and 4.4).
local function applied_before(k, id, content)
  local raw = raws[k]
  if not raw then
    return false
  end
  if cmsgpack.unpack(raw) == content then
    replay(nil)
  else
    refuse(ID_REUSED, id, 0)
  end
  return true
end

local function remember_command(k, content)
  write(k, cmsgpack.pack(content, now))
  applied[#applied + 1] = names[k]
end

-- Why a move must not leave a line so: reason, remaining. A bucket is judged only if the move lowers it, so that
-- raising a negative one is always allowed (rule 3.2).
local function units_refuse(row, stored, force)
  for _, bucket in ipairs(MOVABLE) do
    local before = stored and stored[bucket] or 0
    if row[bucket] < before and row[bucket] < 0 and not (force and bucket == AVAILABLE) then
      return INSUFFICIENT, math.max(0, before)
    end
  end
  if on_hand(row) < 0 and on_hand(row) < (stored and on_hand(stored) or 0) then
    return SHORTFALL, 0
  end
  if overflows(row) then
    return OVERFLOW, 0
  end
end

-- Sets the opening by what comes in (rule 3.7).
local function raise_opening(row, stored)
  local before, after = stored and stored[AVAILABLE] or 0, row[AVAILABLE]
  local anew = before <= 0 and (not stored or stored[RESERVED] == 0)
  if row[PINNED] == 0 and after > before and after > 0 and (anew or after > row[OPENING]) then
    row[OPENING] = after
  end
end

-- A percentage of an opening, rounded up. Opening times percent may be more than a number holds exactly.
local function percent_of(opening, percent)
  local rest = opening % 100
  return (opening - rest) / 100 * percent + math.floor((rest * percent + 99) / 100)
end

-- AVAILABLE and SAFETY of a line that has what a target says (rule 3.8). What it lacks is posted between AVAILABLE and
-- OUTSIDE, or AVAILABLE and SAFETY.
local function set_to(stored, target, quantity, departed, opening)
  local available, safety = stored and stored[AVAILABLE] or 0, stored and stored[SAFETY] or 0
  if target == TO_AVAILABLE then
    return quantity, safety
  end
  if target == TO_ON_HAND then
    return available + (quantity + departed - (stored and on_hand(stored) or 0)), safety
  end
  if target == TO_SAFETY_PERCENT then
    quantity = percent_of(opening < 0 and stored[OPENING] or opening, quantity)
  end
  return available + (safety - quantity), quantity
end

local function post(row, p)
  for k, bucket in ipairs(MOVABLE) do
    row[bucket] = row[bucket] + input[p + 2 * k - 2] + input[p + 2 * k - 1]
  end
end

-- Why a move says nothing that can be done of a line: a reason, or nothing.
local function line_refuses(p, stored, creates)
  local expected, opening, what = input[p + 1], input[p + 2], input[p + 4]
  if not stored and not creates and (what > 0 or opening >= 0) then
    return UNKNOWN_LINE
  end
  local version, departed = stored and stored[VERSION] or 0, what > UNITS_POSTED and input[p + 7] or -1
  if expected >= 0 and expected ~= version or departed >= 0 and departed ~= version then
    return STALE
  end
end

-- Applies what a move says of one line, to its draft; or reason, subject, remaining.
local function move_line(p, force)
  local i, opening, what = input[p], input[p + 2], input[p + 4]
  local stored, creates = line(i), what == UNITS_POSTED or what == TO_AVAILABLE or what == TO_ON_HAND
  local refused = line_refuses(p, stored, creates)
  if refused then
    return refused, i, 0
  end
  local available, safety
  if what > UNITS_POSTED then
    available, safety = set_to(stored, what, input[p + 5], input[p + 6], opening)
    if stored and available == stored[AVAILABLE] and safety == stored[SAFETY] then
      what = 0
    end
  end
  if what == 0 and opening < 0 then
    return
  end
  local row = draft(i)
  if what == UNITS_POSTED then
    post(row, p + 6)
  elseif what > 0 then
    row[AVAILABLE], row[SAFETY] = available, safety
  end
  local reason, remaining = units_refuse(row, stored, force)
  if reason then
    return reason, i, remaining
  end
  if opening >= 0 then
    row[OPENING], row[PINNED] = opening, input[p + 3]
  elseif creates and (what > UNITS_POSTED or input[p + 5] == 1) then
    raise_opening(row, stored)
  end
end

local function answer_lines()
  local n = #out
  out[n + 1], out[n + 2] = LINES_CHANGED, #touched
  for k, i in ipairs(touched) do
    out[n + 1 + 2 * k], out[n + 2 + 2 * k] = i, cmsgpack.pack(parsed[i])
  end
end

handlers[MOVE] = function(p)
  local k, id, content = remembered + input[p + 2], input[p + 3], input[p + 5]
  if applied_before(k, id, content) then
    return
  end
  new_draft()
  local at = p + 8
  for _ = 1, input[p + 7] do
    local reason, subject, remaining = move_line(at, input[p + 6] == 1)
    if reason then
      return refuse(reason, subject, remaining)
    end
    at = at + LENGTH[math.min(input[at + 4], UNITS_POSTED + 1) + 1]
  end
  accept()
  remember_command(k, content)
  answer_lines()
end

handlers[SALE_STATE] = function(p)
  local k, id, content, i = remembered + input[p + 2], input[p + 3], input[p + 4], input[p + 5]
  if applied_before(k, id, content) then
    return
  end
  if not line(i) then
    return refuse(UNKNOWN_LINE, i, 0)
  end
  new_draft()
  local row, state = draft(i), input[p + 6]
  if state ~= AS_IT_IS then
    row[STATE] = state
  end
  -- The command has a window if it has more values (rule 4.7).
  if input[p + 1] > 7 then
    local opens, closes = input[p + 7], input[p + 8]
    local any = opens ~= NO_EDGE or closes ~= NO_EDGE
    row[OPENS], row[CLOSES] = any and opens or nil, any and closes or nil
  end
  accept()
  remember_command(k, content)
  answer_lines()
end
