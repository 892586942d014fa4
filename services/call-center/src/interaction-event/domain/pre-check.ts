import type { InteractionEventType } from './interaction-event-type.js';

/** When a demand is of this type and topic (null: whatever it is), this answer solves it online. */
export interface PreCheckRule {
  readonly id: string;
  readonly type: InteractionEventType | null;
  readonly topic: string | null;
  /** Said to the customer. */
  readonly answer: string;
}

export interface Demand {
  readonly type: InteractionEventType;
  readonly topic: string;
}

/** What the pre-check decided; a referred demand has no rule and no answer. */
export interface PreCheckResult {
  readonly outcome: 'solved-online' | 'referred';
  readonly ruleId: string | null;
  readonly answer: string | null;
}

/** The first rule, in the tenant's order, that speaks of the demand solves it; without one it is for people. */
export function preCheck(rules: readonly PreCheckRule[], { type, topic }: Demand): PreCheckResult {
  const rule = rules.find((each) => (each.type ?? type) === type && (each.topic ?? topic) === topic);
  return rule
    ? { outcome: 'solved-online', ruleId: rule.id, answer: rule.answer }
    : { outcome: 'referred', ruleId: null, answer: null };
}
