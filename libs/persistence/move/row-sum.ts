import type { Connection, RowDataPacket } from 'mysql2/promise';
import { inRange, type KeyRange } from './key-range.js';
import type { TableShape } from './table-shape.js';

/** Rows of a table in one number: equal for equal rows in whatever order, and for hardly any others. */
export interface RowSum {
  readonly rows: number;
  /** 64 bits of each row's MD5, exclusive-or of all; unsigned, in decimal digits. */
  readonly sum: bigint;
}

export const NO_ROWS: RowSum = { rows: 0, sum: 0n };

export function isSame(one: RowSum, other: RowSum): boolean {
  return one.rows === other.rows && one.sum === other.sum;
}

export function together(one: RowSum, other: RowSum): RowSum {
  return { rows: one.rows + other.rows, sum: one.sum ^ other.sum };
}

interface SumRow extends RowDataPacket {
  readonly n: number;
  readonly s: string;
}

/** Summed by the server itself, so that no row travels: as pt-table-checksum does it, with MD5 in place of CRC32. */
export async function sumOf(server: Connection, database: string, table: TableShape, range: KeyRange): Promise<RowSum> {
  const { sql, values } = inRange(table.key, range);
  const [rows] = await server.query<SumRow[]>(`${selectSum(database, table)} WHERE ${sql}`, [...values]);
  return read(rows[0]!);
}

/** As {@link sumOf}, of several tables as they are, by one statement: on the way to a server more time is spent than in small tables. */
export async function sumsOf(server: Connection, database: string, tables: readonly TableShape[]): Promise<RowSum[]> {
  if (tables.length === 0) return [];
  const sql = tables.map((table, place) => selectSum(database, table, place)).join(' UNION ALL ');
  const [rows] = await server.query<SumRow[]>(`${sql} ORDER BY place`);
  return rows.map(read);
}

function selectSum(database: string, table: TableShape, place = 0): string {
  const sum = `BIT_XOR(CAST(CONV(LEFT(${digestOf(table)}, 16), 16, 10) AS UNSIGNED))`;
  const columns = `${place} AS place, COUNT(*) AS n, CAST(COALESCE(${sum}, 0) AS CHAR) AS s`;
  return `SELECT ${columns} FROM \`${database}\`.\`${table.name}\``;
}

function read({ n, s }: SumRow): RowSum {
  return { rows: Number(n), sum: BigInt(s) };
}

/** Every value with its length before it, and -1 for NULL: `ab, c` and `a, bc` are two rows. */
function digestOf({ columns }: TableShape): string {
  const parts = columns.map((name) => `COALESCE(LENGTH(\`${name}\`), -1), COALESCE(\`${name}\`, '')`);
  return `MD5(CONCAT_WS(',', ${parts.join(', ')}))`;
}
