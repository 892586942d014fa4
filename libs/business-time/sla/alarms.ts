import { nextOpening } from '../business-time.js';
import type { CountedTime } from './counted-time.js';
import type { Breach, Warning } from './sla-clock.js';
import type { SlaPolicy, SlaTarget } from './sla-policy.js';
import type { Stretch } from './stretches.js';

/** When so much of a target is used up, or was when a policy came or the clock ran on. */
interface Moment {
  readonly policy: SlaPolicy;
  readonly target: SlaTarget;
  readonly usedMs: number;
  readonly usedUpAt: number;
  readonly dueAt: number;
  readonly at: number;
}

export interface Alarms {
  /** In order; one per policy version at most. */
  readonly breaches: readonly Breach[];
  /** In order; one per policy version and limit at most. */
  readonly warnings: readonly Warning[];
  /** When the next of either comes, if all stays as it is; null: none does. */
  readonly nextAlarmAt: Date | null;
}

/** What comes at an instant has not happened in it: there is still time. */
export function alarmsIn(stretches: readonly Stretch[], counted: CountedTime, asOf: number): Alarms {
  const broken = momentsIn(stretches, counted, ({ ms }) => [ms]);
  const missedAt = new Map(broken.map(({ policy, at }) => [nameOf(policy), at]));
  const near = momentsIn(stretches, counted, ({ warnAtMs = [] }) => warnAtMs).filter(
    ({ policy, at }) => at < (missedAt.get(nameOf(policy)) ?? Number.POSITIVE_INFINITY),
  );
  const next = Math.min(...[...broken, ...near].map(({ at }) => at).filter((at) => at >= asOf));
  return {
    breaches: broken.filter(({ at }) => at < asOf).map(breach),
    warnings: near.filter(({ at }) => at < asOf).map(warning),
    nextAlarmAt: Number.isFinite(next) ? new Date(next) : null,
  };
}

/** In order of the stretches they fall in. */
function momentsIn(
  stretches: readonly Stretch[],
  counted: CountedTime,
  limitsOf: (target: SlaTarget) => readonly number[],
): Moment[] {
  const moments = new Map<string, Moment>();
  stretches.forEach(({ standing, target, policy, from, to }, index) => {
    if (standing !== 'running' || target === null || policy === null) return;
    for (const usedMs of limitsOf(target)) {
      const key = `${nameOf(policy)}/${usedMs}`;
      if (moments.has(key)) continue;
      const usedUpAt = counted.dueIn(index, { ...target, ms: usedMs })!;
      const at = Math.max(usedUpAt, from);
      if (at >= to) continue;
      const dueAt = usedMs === target.ms ? usedUpAt : counted.dueIn(index, target)!;
      moments.set(key, { policy, target, usedMs, usedUpAt, dueAt, at });
    }
  });
  return [...moments.values()];
}

function breach({ policy, target, usedUpAt, at }: Moment): Breach {
  return { ...told(policy, at), targetMs: target.ms, dueAt: new Date(usedUpAt) };
}

function warning({ policy, target, usedMs, dueAt, at }: Moment): Warning {
  return { ...told(policy, at), targetMs: target.ms, usedMs, dueAt: new Date(dueAt) };
}

function told({ id, version, serviceHours }: SlaPolicy, instant: number) {
  const at = new Date(instant);
  return { policy: { id, version }, at, notifyAt: nextOpening(serviceHours, at) };
}

function nameOf({ id, version }: SlaPolicy): string {
  return `${id}@${version}`;
}
