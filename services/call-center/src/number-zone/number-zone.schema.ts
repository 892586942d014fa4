import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** In which time zones numbers that begin so are. */
export interface NumberZone {
  id: string;
  version: number;
  updatedAt: Date;
  /** International, e.g. `+86`. The longest that fits holds. */
  prefix: string;
  zones: string[];
}

export const NumberZoneSchema = new EntitySchema<NumberZone>({
  name: 'number_zone',
  columns: { ...aggregateColumns, prefix: column.varchar(20), zones: column.json() },
  indices: [schemaIndex('number_zone', { columns: ['prefix'], unique: true })],
});
