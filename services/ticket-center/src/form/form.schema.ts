import { column } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';

/** One version of what a person is asked; it never changes, so that work goes on with what it was opened with. */
export interface Form {
  name: string;
  version: number;
  /** JSON Schema 2020-12 of the answer. */
  jsonSchema: Record<string, unknown>;
  /** How a screen shows it: nothing here reads it. */
  uiSchema: Record<string, unknown>;
  note: string;
  createdAt: Date;
  createdBy: string;
}

export const MAX_FORM_NAME = 120;

export const FormSchema = new EntitySchema<Form>({
  name: 'form',
  columns: {
    name: column.primary(column.varchar(MAX_FORM_NAME)),
    version: column.primary(column.int()),
    jsonSchema: column.json(),
    uiSchema: column.json(),
    note: column.varchar(2_000),
    createdAt: column.time(),
    createdBy: column.varchar(64),
  },
});
