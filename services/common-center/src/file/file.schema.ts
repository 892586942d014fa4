import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/**
 * receiving → quarantined → clean or infected; whatever came only half is refused. What does harm is erased from storage, its row stays.
 */
export type FileState = 'receiving' | 'quarantined' | 'clean' | 'infected' | 'refused' | 'deleted';

export interface FileRow {
  id: string;
  name: string;
  uploadedBy: string;
  uploadedAt: Date;
  state: FileState;
  contentType: string | null;
  bytes: number | null;
  /** Lower-case hex. */
  sha256: string | null;
  /** How it got out of quarantine; null: it did not. */
  scan: 'clean' | 'infected' | 'not-scanned' | null;
  scannedAt: Date | null;
  /** Scans without a verdict. */
  attempts: number;
  /** When something is to be done with it: scanned, or erased from storage; null: nothing. */
  dueAt: Date | null;
  /** The same for every attempt of an upload. */
  uploadKey: string | null;
}

export const FileSchema = new EntitySchema<FileRow>({
  name: 'stored_file',
  columns: {
    id: column.id(),
    name: column.varchar(200),
    uploadedBy: column.varchar(64),
    uploadedAt: column.time(),
    state: column.varchar(16),
    contentType: column.nullable(column.varchar(128)),
    bytes: column.nullable(column.int()),
    sha256: column.nullable(column.varchar(64)),
    scan: column.nullable(column.varchar(16)),
    scannedAt: column.nullable(column.time()),
    attempts: column.int(),
    dueAt: column.nullable(column.time()),
    uploadKey: column.nullable(column.varchar(64)),
  },
  indices: [
    schemaIndex('stored_file', { columns: ['uploadKey'], unique: true }),
    schemaIndex('stored_file', { columns: ['dueAt', 'id'] }),
    schemaIndex('stored_file', { columns: ['uploadedBy', 'id'] }),
    schemaIndex('stored_file', { columns: ['state', 'bytes'] }),
  ],
});
