import type { SlaLog } from './sla-log.js';
import type { SlaPolicy, StatusCategory } from './sla-policy.js';

/** A time in which neither the ticket's status category nor its policy changed. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly category: StatusCategory;
  readonly policy: SlaPolicy | null;
}

/** The life of a ticket, without gaps; the last period has no end. */
export function periodsOf(log: SlaLog): Period[] {
  const periods: Period[] = [];
  let current = { from: log[0]!.at.getTime(), category: 'new' as StatusCategory, policy: null as SlaPolicy | null };
  const change = (at: number, to: Partial<typeof current>) => {
    if (at > current.from) periods.push({ ...current, to: at });
    current = { ...current, ...to, from: at };
  };
  for (const event of log) {
    if (event.type === 'status-changed') change(event.at.getTime(), { category: event.to });
    if (event.type === 'policy-applied') change(event.at.getTime(), { policy: event.policy });
  }
  return [...periods, { ...current, to: Number.POSITIVE_INFINITY }];
}
