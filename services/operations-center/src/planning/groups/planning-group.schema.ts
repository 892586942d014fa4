import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { PlanningGroupContent } from './planning-group.dto.js';

/** Contacts that are forecast and staffed together. */
export interface PlanningGroup {
  id: string;
  version: number;
  name: string;
  content: PlanningGroupContent;
  updatedAt: Date;
}

export const PlanningGroupSchema = new EntitySchema<PlanningGroup>({
  name: 'planning_group',
  columns: {
    id: column.id(),
    version: column.int(),
    name: column.varchar(120),
    content: column.json(),
    updatedAt: column.time(),
  },
  indices: [schemaIndex('planning_group', { columns: ['name'], unique: true })],
});
