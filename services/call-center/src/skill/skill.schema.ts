import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What somebody can do or speak, at a level from 1 (knows it) to 5 (teaches it). */
export interface Skill {
  id: string;
  version: number;
  updatedAt: Date;
  /** What plans and agents name it by; never changes. */
  code: string;
  label: string;
}

export const SkillSchema = new EntitySchema<Skill>({
  name: 'skill',
  columns: { ...aggregateColumns, code: column.varchar(64), label: column.varchar(120) },
  indices: [schemaIndex('skill', { columns: ['code'], unique: true })],
});
