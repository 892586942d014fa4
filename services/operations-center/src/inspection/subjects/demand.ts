import type { Facts } from '#libs/quality-rules/inspection/rule';
import type { SubjectRow } from './subject.schema.js';

const DAY_MS = 86_400_000;
/** A customer who comes again within these days did not get what they wanted. */
const REPEAT_DAYS = 7;

type Demand = Pick<SubjectRow, 'demand' | 'demandBy' | 'demandDueAt'>;

/**
 * Whether the customer got what they wanted, as far as the end of it tells: their own mark first (4 and 5 yes, 1 and 2 no), then whether
 * they gave up or had to have it opened again. What else there is stays open until they did not come again.
 */
export function demandAtEnd({ satisfaction, outcome, reopened }: Facts, endedAt: Date): Demand {
  const settled = (demand: 'met' | 'not-met', demandBy: string) => ({ demand, demandBy, demandDueAt: null });
  if (typeof satisfaction === 'number' && satisfaction >= 4) return settled('met', 'survey');
  if (typeof satisfaction === 'number' && satisfaction <= 2) return settled('not-met', 'survey');
  if (outcome === 'abandoned') return settled('not-met', 'abandoned');
  if (typeof reopened === 'number' && reopened > 0) return settled('not-met', 'reopened');
  return { demand: 'open', demandBy: null, demandDueAt: new Date(endedAt.getTime() + REPEAT_DAYS * DAY_MS) };
}
