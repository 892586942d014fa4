import { LogOutOfOrder, LogWithoutOpening } from './sla.errors.js';
import type { SlaPolicy, StatusCategory } from './sla-policy.js';

/** What happened to a ticket, as far as clocks care. An automatic answer is no reply. */
export type SlaEvent = { readonly at: Date } & (
  | { readonly type: 'opened' }
  | { readonly type: 'status-changed'; readonly to: StatusCategory }
  | { readonly type: 'customer-wrote' }
  | { readonly type: 'agent-replied' }
  | { readonly type: 'group-assigned'; readonly group: string | null }
  | { readonly type: 'policy-applied'; readonly policy: SlaPolicy | null }
);

/** From its opening on, in order of time. */
export type SlaLog = readonly SlaEvent[];

/**
 * The log as it was known at a time.
 * @throws LogWithoutOpening, LogOutOfOrder
 */
export function logUntil(log: SlaLog, asOf: Date): SlaLog {
  if (log[0]?.type !== 'opened' || log.some(({ type }, index) => type === 'opened' && index > 0)) {
    throw new LogWithoutOpening('The log of a ticket begins with its one opening.');
  }
  const late = log.find(({ at }, index) => !(at >= log[Math.max(0, index - 1)]!.at));
  if (late !== undefined) {
    throw new LogOutOfOrder('The log of a ticket is in order of time.', { type: late.type, at: late.at });
  }
  return log.filter(({ at }) => at <= asOf);
}
