import type { CalendarDefinition } from '#libs/business-time/calendar-definition';
import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** When a desk is open, by the name that processes and targets use. */
export interface CalendarRow {
  name: string;
  definition: CalendarDefinition;
  version: number;
}

/** As it was at each version: what was promised by one goes on by it. */
export interface CalendarVersionRow {
  name: string;
  version: number;
  definition: CalendarDefinition;
}

export const CalendarVersionSchema = new EntitySchema<CalendarVersionRow>({
  name: 'calendar_version',
  columns: {
    name: column.primary(column.varchar(120)),
    version: column.primary(column.int()),
    definition: column.json(),
  },
});

export const CalendarSchema = new EntitySchema<CalendarRow>({
  name: 'calendar',
  columns: { name: column.primary(column.varchar(120)), definition: column.json(), version: column.int() },
});
