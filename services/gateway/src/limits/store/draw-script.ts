/**
 * The meters of `../meters` in Redis, by its own clock, for all limits of a request in one go: nothing comes between looking and
 * taking, whichever gateways ask. KEYS: one for each draw; ARGV: how many ms a lease lasts, and for each draw its weight, its meter's kind and
 * two numbers, and how much to take in advance. Answers six numbers for each: 1 when it passes, remaining, reset ms, wait ms, how
 * much was taken in advance and for how many ms. States are kept as long as they say anything.
 *
 * In advance only a limit is taken of that is half free after it: nobody is refused by what others hold. So that no more passes in any time than
 * without leases, whenever in its time a lease is used:
 * - A bucket counts it as taken when it ends, so what is left in the bucket and what is leased are never more than the bucket.
 * - A window ends it with the slot in which it is counted.
 */
export const DRAW_SCRIPT = `
local SLACK, SLOTS = 0.01, 10
local time = redis.call('time')
local now = time[1] * 1000 + time[2] / 1000
local lease_ms = tonumber(ARGV[1])
local judge, lasts = {}, {}

function lasts.bucket() return lease_ms end

function lasts.window(limit, window) return math.min(lease_ms, window / SLOTS - now % (window / SLOTS)) end

function judge.bucket(state, weight, limit, full, ahead)
  local per_token = full / limit
  local to_full = math.max(now + ahead, tonumber(state) or 0) - now + weight * per_token
  local over = to_full - full
  if over > SLACK * per_token then return 0, 0, over, 0 end
  return 1, math.floor(-over / per_token + SLACK), to_full, 0, string.format('%.17g', now + to_full), to_full
end

function judge.leaky(state, weight, queue, interval)
  local longest = (queue + SLACK) * interval
  local wait = math.max(now, tonumber(state) or 0) - now
  if wait > longest then return 0, 0, wait - longest, 0 end
  local next = wait + weight * interval
  return 1, math.floor((longest - next) / interval + 1), next, wait, string.format('%.17g', now + next), next
end

function judge.window(state, weight, limit, window)
  local slot_ms = window / SLOTS
  local current = math.floor(now / slot_ms)
  local left, slots = limit - weight, {}
  for slot, count in string.gmatch(state or '', '(%d+):(%d+)') do
    slot, count = tonumber(slot), tonumber(count)
    if slot >= current - SLOTS then
      left = left - count
      slots[#slots + 1] = {slot, count}
    end
  end
  local out = slots[1] and slots[1][1] or current
  if left < 0 then
    for _, each in ipairs(slots) do
      left = left + each[2]
      if left >= 0 then out = each[1] break end
    end
    return 0, 0, (out + SLOTS + 1) * slot_ms - now, 0
  end
  local last = slots[#slots]
  if last and last[1] >= current then last[2] = last[2] + weight else slots[#slots + 1] = {current, weight} end
  local kept = {}
  for at, each in ipairs(slots) do kept[at] = string.format('%.0f:%.0f', each[1], each[2]) end
  return 1, left, (out + SLOTS + 1) * slot_ms - now, 0, table.concat(kept, ' '), window + slot_ms
end

function judge.allotment(state, weight, limit, ends_at)
  local used = (tonumber(state) or 0) + weight
  local reset = math.max(0, ends_at - now)
  if used > limit then return 0, math.max(0, limit - used), reset, 0 end
  return 1, limit - used, reset, 0, string.format('%.0f', used), reset + 3600000
end

local states = redis.call('mget', unpack(KEYS))
local answer, kept, passes = {}, {}, true
for at, state in ipairs(states) do
  local arg, said = 1 + (at - 1) * 5, (at - 1) * 6
  local kind, wanted = ARGV[arg + 2], tonumber(ARGV[arg + 5])
  local weight, first, second = tonumber(ARGV[arg + 1]), tonumber(ARGV[arg + 3]), tonumber(ARGV[arg + 4])
  local ahead = wanted > 0 and lasts[kind](first, second) or 0
  local passed, remaining, reset, wait, next, keep_ms = judge[kind](state, weight + wanted, first, second, ahead)
  if wanted > 0 and (passed == 0 or remaining * 2 < first) then
    wanted = 0
    passed, remaining, reset, wait, next, keep_ms = judge[kind](state, weight, first, second, 0)
  end
  passes = passes and passed == 1
  kept[at] = {next, keep_ms}
  answer[said + 1], answer[said + 2] = passed, math.max(0, remaining)
  answer[said + 3], answer[said + 4] = math.ceil(reset), math.ceil(wait)
  answer[said + 5], answer[said + 6] = wanted, math.floor(ahead)
end
if passes then
  for at, each in ipairs(kept) do redis.call('set', KEYS[at], each[1], 'px', math.max(1, math.ceil(each[2]))) end
end
return answer
`;
