import { column } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** A value too large for the records of an instance, which name it. */
export interface ProcessPayloadRow {
  instance: string;
  /** Of the value as JSON, by the key of the tenant's blind indices; of older ones plainly SHA-256. */
  sha256: string;
  /** Of the JSON, in UTF-8. */
  bytes: number;
  /** A document, as the columns for documents want it; the value may be any JSON. */
  content: { readonly value: unknown };
}

export const ProcessPayloadSchema = new EntitySchema<ProcessPayloadRow>({
  name: 'process_payload',
  columns: {
    instance: column.primary(column.ref()),
    sha256: column.primary(column.varchar(64)),
    bytes: column.int(),
    content: sealed(column.json()),
  },
});
