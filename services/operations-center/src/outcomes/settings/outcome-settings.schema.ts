import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** One row. */
export interface OutcomeSettings {
  id: string;
  version: number;
  /** How long a customer may not come again for it to have been settled at first contact. */
  firstContactDays: number;
  /** After so many months an agent is no longer new. */
  experiencedAfterMonths: number;
  /** Outcomes are kept so long after they began; null: three years. */
  keepDays: number | null;
}

export const THE_SETTINGS = 'tenant';

export const OutcomeSettingsSchema = new EntitySchema<OutcomeSettings>({
  name: 'outcome_settings',
  columns: {
    ...{ id: column.id(), version: column.int(), firstContactDays: column.int(), experiencedAfterMonths: column.int() },
    keepDays: column.nullable(column.int()),
  },
});
