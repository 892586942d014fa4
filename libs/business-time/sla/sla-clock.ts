import type { Metric, SlaPolicy, SlaTarget } from './sla-policy.js';
import type { Stretch } from './stretches.js';

/** A promise that was broken. It stays, whatever policy is applied later. */
export interface Breach {
  readonly policy: Pick<SlaPolicy, 'id' | 'version'>;
  /** What was promised then, in ms; `SlaClock.target` is what is promised now. */
  readonly targetMs: number;
  readonly dueAt: Date;
  /** When it became one: the due time, or later if only then a policy was applied, or the clock ran on, that made it one. */
  readonly at: Date;
  /** The first service hour from then on (zammad#4432: no mail at midnight). */
  readonly notifyAt: Date;
}

/** So much of a promise was used up that people are to look at it. None comes with or after the breach. */
export interface Warning {
  readonly policy: Pick<SlaPolicy, 'id' | 'version'>;
  readonly targetMs: number;
  /** Counted ms: one of `SlaTarget.warnAtMs`. */
  readonly usedMs: number;
  readonly dueAt: Date;
  readonly at: Date;
  /** As of a breach. */
  readonly notifyAt: Date;
}

/** One instance of a metric, as it stood at a time. */
export interface SlaClock {
  readonly metric: Metric;
  /** Null but for an OLA. */
  readonly group: string | null;
  /** Counted from 1 in its metric. */
  readonly instance: number;
  readonly startedAt: Date;
  /** Stopped: the ticket was solved, closed or merged without what the clock waited for. */
  readonly state: 'running' | 'paused' | 'stopped' | 'fulfilled';
  /** When it was replied, solved or handed over. A reopened ticket is no longer solved. */
  readonly fulfilledAt: Date | null;
  /** In force, or when the clock last ran; null when it has no target for this clock (any more). */
  readonly policy: SlaPolicy | null;
  readonly target: SlaTarget | null;
  /** Counted by the target's calendar. Null without a target. */
  readonly elapsedMs: number | null;
  /** Null while it is paused with time left, and without a target. Of a fulfilled clock: as it stood just before. */
  readonly dueAt: Date | null;
  /** In order; one per policy version at most. */
  readonly breaches: readonly Breach[];
  /** In order; one per policy version and limit at most. */
  readonly warnings: readonly Warning[];
  /** When the next warning or breach comes if all stays as it is; null: none does. */
  readonly nextAlarmAt: Date | null;
  /** What `explain` explains. */
  readonly stretches: readonly Stretch[];
}
