import { alarmsIn } from './alarms.js';
import { CountedTime } from './counted-time.js';
import { periodsOf } from './periods.js';
import { runsOf, type Run } from './runs.js';
import type { SlaClock } from './sla-clock.js';
import { logUntil, type SlaLog } from './sla-log.js';
import { stretchesOf, type Stretch } from './stretches.js';

/**
 * All clocks of a ticket that have, or had, a target: a pure function of its log, and so of the policies applied in it. The target
 * and the hours of the policy in force are applied to the whole run, what was a pause stays one.
 * @param asOf what the log says of later times is not yet known; a due time that falls on it is not yet missed
 * @throws LogWithoutOpening, LogOutOfOrder
 * @throws NothingOpensForYears when a target's calendar opens no more
 */
export function slaClocks(log: SlaLog, asOf: Date): SlaClock[] {
  const known = logUntil(log, asOf);
  if (known.length === 0) return [];
  const periods = periodsOf(known);
  return runsOf(known)
    .map((run) => clockOf(run, stretchesOf(run, periods), asOf.getTime()))
    .filter(({ target, breaches }) => target !== null || breaches.length > 0);
}

function clockOf(run: Run, stretches: readonly Stretch[], asOf: number): SlaClock {
  const counted = new CountedTime(stretches);
  const last = stretches.findLastIndex(({ standing }) => standing !== 'stopped');
  const { target = null, policy = null, to = run.to } = stretches[last] ?? {};
  const fulfilledAt = endOf(run, stretches[last + 1]);
  const due = target && counted.dueIn(last, target);
  return {
    metric: run.metric,
    group: run.group,
    instance: run.instance,
    startedAt: new Date(run.from),
    state: fulfilledAt === null ? stretches.at(-1)!.standing : 'fulfilled',
    fulfilledAt: dateOrNull(fulfilledAt),
    policy: target && policy,
    target,
    elapsedMs: target && counted.until(Math.min(to, asOf), last, target.calendar),
    dueAt: dateOrNull(due),
    ...alarmsIn(stretches, counted, asOf),
    stretches,
  };
}

/** A solution fulfils what was to be solved; a merged ticket was not. */
function endOf({ metric, to }: Run, afterLast: Stretch | undefined): number | null {
  const solvable = metric === 'resolution' || metric === 'ola';
  if (solvable && afterLast !== undefined && afterLast.category !== 'merged') return afterLast.from;
  return Number.isFinite(to) ? to : null;
}

function dateOrNull(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant);
}
