import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A URL that takes what somebody, or a team, is told: the robot of a chat, for example. */
export interface Hook {
  id: string;
  version: number;
  updatedAt: Date;
  /** A person or a team. */
  ownerId: string;
  name: string;
  /** Sealed: who knows it may write there. */
  url: string;
  /** JSON; `{subject}`, `{text}`, `{link}`, `{reference}` and `{id}` in its texts are filled in. */
  body: unknown;
}

export const HookSchema = new EntitySchema<Hook>({
  name: 'notification_hook',
  columns: {
    ...aggregateColumns,
    ownerId: column.ref(),
    name: column.varchar(120),
    url: column.varchar(2000),
    body: column.json(),
  },
  indices: [schemaIndex('notification_hook', { columns: ['ownerId', 'id'] })],
});
