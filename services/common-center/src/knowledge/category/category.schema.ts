import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export interface CategoryRow {
  id: string;
  version: number;
  parentId: string | null;
  name: string;
  position: number;
  active: boolean;
}

export const CategorySchema = new EntitySchema<CategoryRow>({
  name: 'knowledge_category',
  columns: {
    id: column.id(),
    version: column.int(),
    parentId: column.nullable(column.ref()),
    name: column.varchar(60),
    position: column.int(),
    active: column.flag(),
  },
  indices: [schemaIndex('knowledge_category', { columns: ['parentId', 'position', 'id'] })],
});
