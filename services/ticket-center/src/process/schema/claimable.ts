import { column } from '#libs/persistence/columns';

/** What a worker must do by a time, once. */
export interface Claimable {
  /** By instance, shared out among the processes of the service. */
  partitionNo: number;
  due: Date;
  /** Token of the claim under which it is being done. */
  claim: string | null;
  /** When the claim runs out: whoever made it has died, or takes too long. */
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

export const claimableIndex = { columns: ['partitionNo', 'due'] };

export function unclaimed(partitionNo: number, due: Date): Claimable {
  return { partitionNo, due, claim: null, claimedUntil: due, claims: 0 };
}
