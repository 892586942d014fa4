import { ticketSlaBreached, ticketSlaWarned } from '#libs/contracts/ticket-center/sla-events';
import type { SlaClock } from '#libs/business-time/sla/sla-clock';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';

/** Something others are told of once. */
export interface Alarm {
  /** Of the target of a policy version, its instance, and how much of it was used up. */
  readonly key: string;
  readonly at: Date;
  readonly event: OutgoingEvent;
}

/** All that ever came, in order of time. */
export function alarmsOf(ticketId: string, clocks: readonly SlaClock[]): Alarm[] {
  return clocks.flatMap((clock) => [...warningsOf(ticketId, clock), ...breachesOf(ticketId, clock)]).sort(byTime);
}

function warningsOf(ticketId: string, clock: SlaClock): Alarm[] {
  return clock.warnings.map(({ policy, targetMs, usedMs, dueAt, at, notifyAt }) => ({
    key: `warned/${nameOf(clock)}/${policy.id}/${policy.version}/${usedMs}`,
    at,
    event: outgoing(ticketSlaWarned, {
      ...told(ticketId, clock, { policy, targetMs, dueAt, notifyAt }),
      usedMs,
      warnedAt: at.toISOString(),
    }),
  }));
}

function breachesOf(ticketId: string, clock: SlaClock): Alarm[] {
  return clock.breaches.map(({ policy, targetMs, dueAt, at, notifyAt }) => ({
    key: `breached/${nameOf(clock)}/${policy.id}/${policy.version}`,
    at,
    event: outgoing(ticketSlaBreached, {
      ...told(ticketId, clock, { policy, targetMs, dueAt, notifyAt }),
      breachedAt: at.toISOString(),
    }),
  }));
}

type Told = Pick<SlaClock['breaches'][number], 'policy' | 'targetMs' | 'dueAt' | 'notifyAt'>;

function told(ticketId: string, { metric, group, instance }: SlaClock, { policy, targetMs, dueAt, notifyAt }: Told) {
  return {
    ...{ ticketId, metric, teamId: group, instance, policyId: policy.id, policyVersion: policy.version, targetMs },
    dueAt: dueAt.toISOString(),
    notifyAt: notifyAt.toISOString(),
  };
}

function nameOf({ metric, instance }: SlaClock): string {
  return `${metric}/${instance}`;
}

function byTime(a: Alarm, b: Alarm): number {
  return a.at.getTime() - b.at.getTime();
}
