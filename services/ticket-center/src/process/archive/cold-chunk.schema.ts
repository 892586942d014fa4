import { column } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** Many ended instances, merged, compressed and then sealed; in parts, as long as the column for bytes is. */
export interface ColdChunkRow {
  chunk: string;
  /** From 0. */
  part: number;
  /** Of the bytes before they are sealed; sealed too, since what is in them could be guessed by it. */
  sha256: string;
  bytes: Buffer;
}

export const ColdChunkSchema = new EntitySchema<ColdChunkRow>({
  name: 'process_cold_chunk',
  columns: {
    chunk: column.primary(column.ref()),
    part: column.primary(column.int()),
    sha256: sealed(column.varchar(140)),
    bytes: sealed(column.bytes()),
  },
});
