import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** The first line talks to customers; the second works on what the first could not answer (capabilities S1.9). */
export type Tier = 'first-line' | 'second-line';

export interface Team {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  tier: Tier;
}

export const TeamSchema = new EntitySchema<Team>({
  name: 'team',
  columns: { ...aggregateColumns, name: column.varchar(120), tier: column.varchar(16) },
  indices: [schemaIndex('team', { columns: ['name'], unique: true })],
});
