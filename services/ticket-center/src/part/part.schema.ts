import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Something that is built in or used up on site. */
export interface Part {
  code: string;
  name: string;
  unit: string;
  version: number;
}

export const PartSchema = new EntitySchema<Part>({
  name: 'part',
  columns: {
    code: column.primary(column.varchar(64)),
    name: column.varchar(200),
    unit: column.varchar(32),
    version: column.int(),
  },
});
