import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What an agent has of a pool: one row for all devices of theirs, changed only where its limits hold. */
export interface HandRow {
  poolId: string;
  agentId: string;
  held: number;
  returned: number;
  nextGrabAt: Date;
}

export const HandSchema = new EntitySchema<HandRow>({
  name: 'pool_hand',
  columns: {
    poolId: column.primary(column.ref()),
    agentId: column.primary(column.varchar(64)),
    held: column.int(),
    returned: column.int(),
    nextGrabAt: column.time(),
  },
});
