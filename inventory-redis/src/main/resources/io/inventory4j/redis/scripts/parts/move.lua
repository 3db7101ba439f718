-- Rules 3 and 4: what a shop does to its stock apart from selling it.

local MOVABLE = {MOVABLE_BUCKETS}

-- Rules 3.4 and 4: whether the command was applied before; answers it then.
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

-- Rule 3.2: only what a move lowers is judged, so that raising a negative bucket is always allowed.
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

-- Rule 3.7.
local function set_opening(row, stored, opening)
  local before = stored and stored[AVAILABLE] or 0
  if opening >= 0 then
    row[OPENING] = opening
  elseif row[OPENING] == 0 and row[AVAILABLE] > before then
    row[OPENING] = row[AVAILABLE] - before
  end
end

-- One line of a move: place, expected version or -1, opening or -1, 1 if units are posted to it, then five sums, in
-- two halves each: postings may add up to more than a number holds exactly, and yet leave what it does.
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

-- Command: 3, length, place among the remembered, id, reason, content, 1 for force, n, n lines in key order.
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
  tell_lines()
end

-- Command: 4, length, place among the remembered, id, content, line, state.
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
  tell_lines()
end
