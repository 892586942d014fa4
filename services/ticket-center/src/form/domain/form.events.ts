import type { ShareOf } from './form-content.js';

interface Happened {
  readonly at: Date;
  readonly by: string;
}

/** `percent` null: it became the stable one at once. */
export interface FormPublished extends Happened {
  readonly type: 'form-published';
  readonly number: number;
  readonly percent: number | null;
  readonly shareOf: ShareOf;
}

export interface FormRolledBack extends Happened {
  readonly type: 'form-rolled-back';
  readonly from: number;
  readonly to: number;
  /** The candidate that ended with it. */
  readonly withdrawn: number | null;
  readonly reason: string;
}
