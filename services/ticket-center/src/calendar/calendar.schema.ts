import type { CalendarDefinition } from '#libs/business-time/calendar-definition';
import { column } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';

/** When a desk is open, by the name that processes and targets use. */
export interface CalendarRow {
  name: string;
  definition: CalendarDefinition;
  version: number;
}

export const CalendarSchema = new EntitySchema<CalendarRow>({
  name: 'calendar',
  columns: { name: column.primary(column.varchar(120)), definition: column.json(), version: column.int() },
});
