import type { Channel } from '#libs/contracts/call-center/call-events';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { QueueDefinition } from './queue.dto.js';

/** Where contacts wait for agents. */
export interface Queue {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  channels: Channel[];
  /** Null: contacts wait for their required skills, for ever. */
  planId: string | null;
  definition: QueueDefinition;
}

export const QueueSchema = new EntitySchema<Queue>({
  name: 'queue',
  columns: {
    ...aggregateColumns,
    name: column.varchar(120),
    channels: column.json(),
    planId: column.nullable(column.ref()),
    definition: column.json(),
  },
  indices: [schemaIndex('queue', { columns: ['name'], unique: true }), schemaIndex('queue', { columns: ['planId'] })],
});
