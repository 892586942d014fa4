import type { CalendarDefinition } from '#libs/business-time/calendar-definition';
import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** How long things may take, in working time: ISO-8601 durations. */
export interface QualitySettings {
  readonly calendar: CalendarDefinition;
  /** From the release on. */
  readonly appealWithin: string;
  /** From the appeal on. */
  readonly reviewWithin: string;
  /** Of an evaluation that somebody is given by hand, or that an arbiter is to settle. */
  readonly evaluateWithin: string;
}

export interface QualitySettingsRow {
  id: string;
  version: number;
  content: QualitySettings;
}

export const QualitySettingsSchema = new EntitySchema<QualitySettingsRow>({
  name: 'quality_settings',
  columns: { id: column.id(), version: column.int(), content: column.json() },
});
