import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export interface ProcessSubscriptionRow {
  instance: string;
  wait: number;
  kind: 'message' | 'signal';
  name: string;
  /** Empty: told by the name alone. */
  correlationKey: string;
  /** The message on its way to it; meanwhile it gets no other. */
  taken: string | null;
}

export const ProcessSubscriptionSchema = new EntitySchema<ProcessSubscriptionRow>({
  name: 'process_subscription',
  columns: {
    instance: column.primary(column.ref()),
    wait: column.primary(column.int()),
    kind: column.varchar(8),
    name: column.varchar(255),
    correlationKey: column.varchar(255),
    taken: column.nullable(column.ref()),
  },
  indices: [schemaIndex('process_subscription', { columns: ['kind', 'name', 'correlationKey'] })],
});
