import { column, schemaIndex } from '#libs/persistence/rows/columns';

/** What is kept of every file that somebody ordered, and of how far it is. */
export interface KeptExport {
  id: string;
  ownerId: string;
  status: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed' | 'expired';
  /** How many there are to be; null: not known. */
  total: number | null;
  /** Keys of the pieces of the file, in order. */
  pieces: string[];
  /** How many pieces are kept: whoever comes too late with the next one has lost the work to another. */
  step: number;
  nextCursor: string | null;
  /** Attempts at the next piece that failed. */
  failures: number;
  createdAt: Date;
  endedAt: Date | null;
  expiresAt: Date;
}

export const OPEN = ['waiting', 'running'] as const;

/** Columns of a KeptExport, for the schema of a kind of exports. */
export const exportColumns = {
  id: column.id(),
  ownerId: column.varchar(64),
  status: column.varchar(12),
  total: column.nullable(column.int()),
  pieces: column.json(),
  step: column.int(),
  nextCursor: column.nullable(column.text()),
  failures: column.int(),
  createdAt: column.time(),
  endedAt: column.nullable(column.time()),
  expiresAt: column.time(),
};

export function exportIndices(table: string) {
  return [schemaIndex(table, { columns: ['status', 'expiresAt'] }), schemaIndex(table, { columns: ['ownerId', 'id'] })];
}
