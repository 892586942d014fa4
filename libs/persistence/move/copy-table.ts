import type { Connection, RowDataPacket } from 'mysql2/promise';
import { requireFence } from './copy-fence.js';
import { inRange, type Key, type KeyRange, type KeyValue } from './key-range.js';
import { isSame, NO_ROWS, sumOf, together, type RowSum } from './row-sum.js';
import type { TableShape } from './table-shape.js';

/** Rows that are compared, and copied, at once. */
export const CHUNK_ROWS = 2_000;
/** Rows of one INSERT. */
const INSERTED_ROWS = 200;

/** One database of a tenant, on one server. */
export interface Side {
  readonly server: Connection;
  readonly database: string;
}

export interface Copying {
  readonly from: Side;
  readonly to: Side;
  /** Of the fence. */
  readonly copyId: string;
}

export interface CopiedTable {
  readonly source: RowSum;
  readonly target: RowSum;
  /** Chunks that were different, and so were copied. */
  readonly copied: number;
}

/**
 * Makes a table on the other server the same, chunk by chunk: those that are the same already cost their sum. It may be
 * broken off anywhere and begun again. The sums of the target are taken anew from what was written there.
 */
export async function copyTable(copying: Copying, table: TableShape): Promise<CopiedTable> {
  let [source, target, copied] = [NO_ROWS, NO_ROWS, 0];
  for await (const range of chunksOf(copying.from, table)) {
    const there = await sums(copying, table, range);
    const differs = !isSame(there.source, there.target);
    if (differs) await copyChunk(copying, table, range);
    const now = differs ? await sums(copying, table, range) : there;
    copied += differs ? 1 : 0;
    [source, target] = [together(source, now.source), together(target, now.target)];
  }
  return { source, target, copied };
}

/** The last has no end: what stands behind every row of the source has to go. */
async function* chunksOf({ server, database }: Side, { name, key }: TableShape): AsyncGenerator<KeyRange> {
  const columns = key.map((column) => `\`${column}\``).join(', ');
  for (let after: Key | null = null; ;) {
    const { sql, values } = inRange(key, { after, upTo: null });
    const [rows]: [RowDataPacket[], unknown] = await server.query<RowDataPacket[]>(
      `SELECT ${columns} FROM \`${database}\`.\`${name}\` WHERE ${sql} ORDER BY ${columns} LIMIT 1 OFFSET ${CHUNK_ROWS - 1}`,
      [...values],
    );
    const last = rows[0];
    const upTo = last === undefined ? null : key.map((column) => last[column] as KeyValue);
    yield { after, upTo };
    if (upTo === null) return;
    after = upTo;
  }
}

async function sums({ from, to }: Copying, table: TableShape, range: KeyRange) {
  const [source, target] = await Promise.all([
    sumOf(from.server, from.database, table, range),
    sumOf(to.server, to.database, table, range),
  ]);
  return { source, target };
}

async function copyChunk({ from, to, copyId }: Copying, table: TableShape, range: KeyRange): Promise<void> {
  const { sql, values } = inRange(table.key, range);
  const columns = table.columns.map((column) => `\`${column}\``).join(', ');
  const where = `WHERE ${sql}`;
  const [rows] = await from.server.query<RowDataPacket[][]>(
    { sql: `SELECT ${columns} FROM \`${from.database}\`.\`${table.name}\` ${where}`, rowsAsArray: true },
    [...values],
  );
  const target = `\`${to.database}\`.\`${table.name}\``;
  await to.server.beginTransaction();
  try {
    await requireFence(to.server, to.database, copyId);
    await to.server.query(`DELETE FROM ${target} ${where}`, [...values]);
    for (let first = 0; first < rows.length; first += INSERTED_ROWS) {
      const some = rows.slice(first, first + INSERTED_ROWS);
      await to.server.query(`INSERT INTO ${target} (${columns}) VALUES ?`, [some]);
    }
    await to.server.commit();
  } catch (error) {
    await to.server.rollback();
    throw error;
  }
}
