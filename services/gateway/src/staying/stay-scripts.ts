/**
 * What gateways keep in Redis of their open connections: for each key a hash with the count of each gateway, and one sorted set
 * with the time, by Redis' clock, until which each gateway is believed to live. What a dead one counted is thrown away by
 * whoever looks next. A hash that no gateway tells of again goes by itself.
 */

/** KEYS: gateways, then a hash for each place; ARGV: gateway, lease ms, kept ms, then how many there may be. 1: taken. */
export const TAKE_SCRIPT = `
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('zadd', KEYS[1], now + ARGV[2], ARGV[1])
for at = 2, #KEYS do
  local sum, counts = 0, redis.call('hgetall', KEYS[at])
  for each = 1, #counts, 2 do
    local until_ms = redis.call('zscore', KEYS[1], counts[each])
    if until_ms and tonumber(until_ms) >= now then sum = sum + counts[each + 1]
    else redis.call('hdel', KEYS[at], counts[each]) end
  end
  if sum >= tonumber(ARGV[at + 2]) then return 0 end
end
for at = 2, #KEYS do
  redis.call('hincrby', KEYS[at], ARGV[1], 1)
  redis.call('pexpire', KEYS[at], ARGV[3])
end
return 1
`;

/** KEYS: hashes; ARGV: gateway. */
export const FREE_SCRIPT = `
for _, key in ipairs(KEYS) do
  if redis.call('hincrby', key, ARGV[1], -1) <= 0 then redis.call('hdel', key, ARGV[1]) end
end
`;

/** KEYS: gateways; ARGV: gateway, lease ms. 0: its lease had run out, so what it counted may have been thrown away. */
export const LIVE_SCRIPT = `
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local was = redis.call('zscore', KEYS[1], ARGV[1])
redis.call('zremrangebyscore', KEYS[1], '-inf', '(' .. (now - 60000))
redis.call('zadd', KEYS[1], now + ARGV[2], ARGV[1])
if was and tonumber(was) >= now then return 1 end
return 0
`;
