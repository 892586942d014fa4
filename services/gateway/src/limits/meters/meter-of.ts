import type { LimitRule } from '#libs/contracts/settings/limit-rule';
import { LeakyBucket } from './leaky-bucket.js';
import type { Meter } from './meter.js';
import { SlidingWindow } from './sliding-window.js';
import { TokenBucket } from './token-bucket.js';

export function meterOf(rule: LimitRule): Meter {
  if (rule.algorithm === 'token-bucket') return new TokenBucket(rule.perSecond, rule.burst);
  if (rule.algorithm === 'leaky-bucket') return new LeakyBucket(rule.perSecond, rule.queue);
  return new SlidingWindow(rule.limit, rule.windowMs);
}
