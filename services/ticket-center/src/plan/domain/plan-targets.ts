import type { Placement, Target } from './segmentation.js';

export interface WaitingTarget extends Target {
  readonly customerId: string;
}

export interface Made {
  readonly targetId: string;
  readonly taskId: string;
}

/** The customers a plan is for, on their way to becoming tasks. */
export abstract class PlanTargets {
  /** In the order of the import; inside a transaction nobody else gets the same ones. */
  abstract unplaced(planId: string, limit: number): Promise<Target[]>;
  abstract place(placements: readonly Placement[]): Promise<void>;
  /** Of a segment, behind one of them, in order; inside a transaction nobody else gets the same ones. */
  abstract waiting(planId: string, segment: string, after: string, limit: number): Promise<WaitingTarget[]>;
  /** What was known of them is needed no more. */
  abstract noteTasks(made: readonly Made[]): Promise<void>;
  /** They are not to be contacted. */
  abstract suppress(targetIds: readonly string[]): Promise<void>;
  /** Whether some are not placed, or wait. */
  abstract areWaiting(planId: string): Promise<boolean>;
  /** Whoever converted twice counts once. Returns how many there were. */
  abstract convert(planId: string, who: { taskId: string } | { customerId: string }, value: number): Promise<number>;
}

/** How many targets of a segment went where, day by day; `''` stands for nobody in particular. */
export abstract class PlanShares {
  /** Of a segment, of a day and ever, by person; locked until the end of the transaction. */
  abstract given(
    planId: string,
    segment: string,
    day: string,
  ): Promise<ReadonlyMap<string, { today: number; ever: number }>>;
  abstract add(planId: string, segment: string, day: string, given: ReadonlyMap<string, number>): Promise<void>;
}
