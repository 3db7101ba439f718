-- The commands MOVE (rule 3) and SALE_STATE (rule 4); apply.lua shows their values.
-- needs: accept, answer_lines, draft, handlers, input, line, names, new_draft, now, on_hand, overflows, raws, refuse,
--        remembered, replay, settled, write
-- gives: nothing

local MOVABLE = {MOVABLE_BUCKETS}

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
  settled[#settled + 1] = names[k]
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

-- Sets the opening: to what the command says, or by the first raise of AVAILABLE (rule 3.7).
local function set_opening(row, stored, opening)
  local before = stored and stored[AVAILABLE] or 0
  if opening >= 0 then
    row[OPENING] = opening
  elseif row[OPENING] == 0 and row[AVAILABLE] > before then
    row[OPENING] = row[AVAILABLE] - before
  end
end

-- Applies what a move says of one line, to its draft; or reason, subject, remaining.
local function move_line(p, force)
  local i, expected, opening, posted = input[p], input[p + 1], input[p + 2], input[p + 3] == 1
  local stored = line(i)
  if not stored and not posted and opening >= 0 then
    return UNKNOWN_LINE, i, 0
  end
  if expected >= 0 and expected ~= (stored and stored[VERSION] or 0) then
    return STALE, i, 0
  end
  if not posted and opening < 0 then
    return
  end
  local row = draft(i)
  if posted then
    for k, bucket in ipairs(MOVABLE) do
      row[bucket] = row[bucket] + input[p + 2 + 2 * k] + input[p + 3 + 2 * k]
    end
    local reason, remaining = units_refuse(row, stored, force)
    if reason then
      return reason, i, remaining
    end
  end
  set_opening(row, stored, opening)
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
    at = at + (input[at + 3] == 1 and POSTED_LINE or MOVED_LINE)
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
  draft(i)[STATE] = input[p + 6]
  accept()
  remember_command(k, content)
  answer_lines()
end
