import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Many ended instances, merged and compressed; in parts, as long as the column for bytes is. */
export interface ColdChunkRow {
  chunk: string;
  /** From 0. */
  part: number;
  /** Of the bytes. */
  sha256: string;
  bytes: Buffer;
}

export const ColdChunkSchema = new EntitySchema<ColdChunkRow>({
  name: 'process_cold_chunk',
  columns: {
    chunk: column.primary(column.ref()),
    part: column.primary(column.int()),
    sha256: column.varchar(64),
    bytes: column.bytes(),
  },
});
