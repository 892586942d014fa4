import type { Variables } from '#libs/process-engine/variables';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** A message nobody has got yet. Ids grow: the oldest is taken first. */
export interface ProcessMessageRow {
  id: string;
  name: string;
  /** Empty: told by the name alone. */
  correlationKey: string;
  variables: Variables;
  expiresAt: Date;
  /** false: only for who wants it at once; null: of a version that did not say. */
  kept: boolean | null;
}

export const ProcessMessageSchema = new EntitySchema<ProcessMessageRow>({
  name: 'process_message',
  columns: {
    id: column.id(),
    name: column.varchar(255),
    correlationKey: column.varchar(255),
    variables: sealed(column.json()),
    expiresAt: column.time(),
    kept: column.nullable(column.flag()),
  },
  indices: [
    schemaIndex('process_message', { columns: ['name', 'correlationKey', 'id'] }),
    schemaIndex('process_message', { columns: ['expiresAt'] }),
  ],
});
