import { column } from '#libs/persistence/rows/columns';

/** What a worker must do by a time, once. */
export interface Claimable {
  /** By instance, shared out among the processes of the service. */
  partitionNo: number;
  due: Date;
  /** Token of the claim under which it is being done. */
  claim: string | null;
  /**
   * When the claim runs out: whoever made it has died, or takes too long. Never before it is due, so that this alone says
   * from when it may be taken.
   */
  claimedUntil: Date;
  /** Claims so far. */
  claims: number;
}

export const claimableColumns = {
  partitionNo: column.int(),
  due: column.time(),
  claim: column.nullable(column.ref()),
  claimedUntil: column.time(),
  claims: column.int(),
};

/** All that is looked for is in the index: what is claimed, or not yet due, lies behind what is free, and is never read. */
export const claimableIndex = { columns: ['partitionNo', 'claimedUntil', 'due'] };

export function unclaimed(partitionNo: number, due: Date): Claimable {
  return { partitionNo, due, claim: null, claimedUntil: due, claims: 0 };
}
