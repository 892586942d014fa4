import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { Delegation } from '../domain/delegation.aggregate.js';

export interface DelegationRow {
  id: string;
  version: number;
  updatedAt: Date;
  fromId: string;
  toId: string;
  roles: string[];
  withWork: boolean;
  beginsAt: Date;
  endsAt: Date;
  reason: string | null;
  givenBy: string;
  createdAt: Date;
  endedAt: Date | null;
  endedBy: string | null;
}

export const DelegationSchema = new EntitySchema<DelegationRow>({
  name: 'Delegation',
  tableName: 'delegation',
  target: Delegation,
  columns: {
    ...aggregateColumns,
    fromId: column.ref(),
    toId: column.ref(),
    roles: column.json(),
    withWork: column.flag(),
    beginsAt: column.time(),
    endsAt: column.time(),
    reason: column.nullable(column.varchar(300)),
    givenBy: column.ref(),
    createdAt: column.time(),
    endedAt: column.nullable(column.time()),
    endedBy: column.nullable(column.ref()),
  },
  indices: [
    schemaIndex('delegation', { columns: ['toId', 'endsAt'] }),
    schemaIndex('delegation', { columns: ['fromId', 'id'] }),
    schemaIndex('delegation', { columns: ['endedAt', 'endsAt'] }),
  ],
});
