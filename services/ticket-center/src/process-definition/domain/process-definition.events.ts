interface Happened {
  readonly at: Date;
  readonly by: string;
}

/** `percent` null: it became the stable one at once. */
export interface ProcessPublished extends Happened {
  readonly type: 'process-published';
  readonly number: number;
  readonly percent: number | null;
}

export interface RolloutStarted extends Happened {
  readonly type: 'rollout-started';
  readonly number: number;
  readonly percent: number;
}

export interface RolloutChanged extends Happened {
  readonly type: 'rollout-changed';
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

export interface RolloutPromoted extends Happened {
  readonly type: 'rollout-promoted';
  readonly number: number;
  readonly replaced: number;
}

export interface RolloutWithdrawn extends Happened {
  readonly type: 'rollout-withdrawn';
  readonly number: number;
}

export interface ProcessRolledBack extends Happened {
  readonly type: 'process-rolled-back';
  readonly from: number;
  readonly to: number;
  /** The candidate that ended with it. */
  readonly withdrawn: number | null;
  readonly reason: string;
}

export type ProcessDefinitionEvent =
  ProcessPublished | RolloutStarted | RolloutChanged | RolloutPromoted | RolloutWithdrawn | ProcessRolledBack;
