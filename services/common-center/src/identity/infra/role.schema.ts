import type { DataScope } from '#libs/kernel/data-scope';
import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A role as the tenant defined it; the built-in ones are not kept. */
export const RoleSchema = new EntitySchema<{
  name: string;
  permissions: string[];
  version: number;
  dataScope: DataScope | null;
}>({
  name: 'role',
  columns: {
    name: column.primary(column.varchar(64)),
    permissions: column.json(),
    version: column.int(),
    dataScope: column.nullable(column.varchar(16)),
  },
});
