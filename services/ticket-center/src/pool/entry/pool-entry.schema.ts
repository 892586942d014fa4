import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A ticket in a pool, as long as it waits and then as long as whoever got it has it. */
export interface PoolEntryRow {
  /** All that is known of it before it is grabbed; when a ticket comes back it has another. */
  id: string;
  ticketId: string;
  poolId: string;
  /** 0 is the most urgent. */
  rank: number;
  /** Of its next promise; the end of all times where there is none. */
  dueAt: Date;
  openedAt: Date;
  enteredAt: Date;
  ticketType: string;
  /** Who got it; null: it waits. */
  holderId: string | null;
}

const entryColumns = {
  id: column.id(),
  ticketId: column.ref(),
  poolId: column.ref(),
  rank: column.int(),
  dueAt: column.time(),
  openedAt: column.time(),
  enteredAt: column.time(),
  ticketType: column.varchar(64),
  holderId: column.nullable(column.varchar(64)),
};
const entryIndices = [
  { columns: ['ticketId'], unique: true },
  { columns: ['poolId', 'holderId', 'rank', 'dueAt', 'openedAt'] },
];

export const PoolEntrySchema = new EntitySchema<PoolEntryRow>({
  name: 'pool_entry',
  columns: entryColumns,
  indices: entryIndices.map((index) => schemaIndex('pool_entry', index)),
});

/** Who put which ticket back: they do not get it again. */
interface PoolReturnRow {
  ticketId: string;
  agentId: string;
  poolId: string;
  at: Date;
}

export const PoolReturnSchema = new EntitySchema<PoolReturnRow>({
  name: 'pool_return',
  columns: {
    ticketId: column.primary(column.ref()),
    agentId: column.primary(column.varchar(64)),
    poolId: column.ref(),
    at: column.time(),
  },
});
