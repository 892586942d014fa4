import type { Expression } from './expression.js';

/**
 * Whom contacts of a queue wait for, step by step. The newest version holds for all, also for those who wait already: they are put
 * on the step on which they would be had it always been so.
 */
export interface RoutingPlan {
  readonly id: string;
  /** Counted by whoever keeps the plans; decisions name it. */
  readonly version: number;
  /** After the last one expired, any member of the queue will do. */
  readonly steps: readonly RelaxationStep[];
}

export interface RelaxationStep {
  /** What the plan asks by itself. */
  readonly requires?: Expression;
  /** Which of the skills that came with the contact are asked for as well. */
  readonly contactSkills: 'required-and-preferred' | 'required' | 'ignored';
  /** How many levels less of the contact's own skills will do, but never less than level 1. */
  readonly levelsLower?: number;
  /** Counted from the moment the step was entered; left out: the step never expires. */
  readonly expiresAfterSeconds?: number;
}
