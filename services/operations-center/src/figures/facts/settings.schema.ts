import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** How the tenant counts: one row. Whoever writes figures reads it locked, so that a change waits for them. */
export interface FigureSettings {
  id: string;
  version: number;
  /** IANA */
  timeZone: string;
  intervalMinutes: number;
}

export const THE_SETTINGS = 'tenant';

export const FigureSettingsSchema = new EntitySchema<FigureSettings>({
  name: 'figure_settings',
  columns: {
    id: column.id(),
    version: column.int(),
    timeZone: column.varchar(64),
    intervalMinutes: column.int(),
  },
});
