import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** The secret address of somebody's calendar. */
export interface CalendarFeed {
  agentId: string;
  /** SHA-256, hexadecimal: the secret itself is nowhere. */
  secretHash: string;
  createdAt: Date;
}

export const CalendarFeedSchema = new EntitySchema<CalendarFeed>({
  name: 'calendar_feed',
  columns: {
    agentId: column.primary(column.varchar(64)),
    secretHash: column.varchar(64),
    createdAt: column.time(),
  },
  indices: [schemaIndex('calendar_feed', { columns: ['secretHash'], unique: true })],
});
