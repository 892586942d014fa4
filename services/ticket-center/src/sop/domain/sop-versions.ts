import type { PinnedSop } from './sop-walk.js';

/** A published version: nothing of it ever changes. */
export interface SopVersion extends PinnedSop {
  readonly name: string;
  readonly version: number;
  readonly note: string;
  readonly createdAt: Date;
  readonly createdBy: string;
}

export abstract class SopVersions {
  abstract add(version: SopVersion): Promise<void>;
}
