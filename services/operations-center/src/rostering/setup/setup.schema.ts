import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { SetupContents } from './setup.dto.js';

export type SetupKind = keyof SetupContents;

/** What rosters are made by: one thing of a kind. */
export interface SetupRow {
  kind: SetupKind;
  id: string;
  version: number;
  /** The planning group of an agent; empty for everything else. */
  groupId: string;
  content: SetupContents[SetupKind];
}

export const SetupSchema = new EntitySchema<SetupRow>({
  name: 'roster_setup',
  columns: {
    kind: column.primary(column.varchar(16)),
    id: column.primary(column.varchar(64)),
    version: column.int(),
    groupId: column.varchar(64),
    content: column.json(),
  },
  indices: [schemaIndex('roster_setup', { columns: ['kind', 'groupId'] })],
});
