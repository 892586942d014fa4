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

export interface ProcessRolledBack extends Happened {
  readonly type: 'process-rolled-back';
  readonly from: number;
  readonly to: number;
  /** The candidate that ended with it. */
  readonly withdrawn: number | null;
  readonly reason: string;
}
