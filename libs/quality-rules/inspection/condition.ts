import { BoundedFeel } from '#libs/feel/bounded-feel';
import { talkRatio } from '../transcript/measures.js';
import type { Turn } from '../transcript/turn.js';
import type { CombinedRule, Facts, Finding } from './rule.js';

const conditions = new WeakMap<CombinedRule, BoundedFeel>();
const CLOCK = /\b(now|today)\s*\(/;

/**
 * Whether a combined rule holds; anything but true is no.
 * @throws RangeError when the condition cannot be read, or reads the clock.
 */
export function holds(rule: CombinedRule, findings: readonly Finding[], turns: readonly Turn[], facts: Facts): boolean {
  const { id, when } = rule;
  if (CLOCK.test(when)) throw new RangeError(`the condition of "${id}" must not depend on when it is judged`);
  const context = {
    findings: findings.map(({ rule, severity, turn }) => ({ rule, severity, turn })),
    turns: turns.length,
    talkRatio: talkRatio(turns),
    facts,
  };
  try {
    const condition = conditions.get(rule) ?? new BoundedFeel(when, Object.keys(context));
    conditions.set(rule, condition);
    return condition.call(context).value === true;
  } catch (cause) {
    throw new RangeError(`the condition of "${id}" is not understood: ${when}`, { cause });
  }
}
