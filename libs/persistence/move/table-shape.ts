import type { Connection, RowDataPacket } from 'mysql2/promise';
import { COPY_FENCE } from './copy-fence.js';

/** What a table is made of, as its server tells. */
export interface TableShape {
  readonly name: string;
  /** In the order of the table. */
  readonly columns: readonly string[];
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** As the server guesses. */
  readonly rows: number;
}

interface ColumnRow extends RowDataPacket {
  readonly tableName: string;
  readonly columnName: string;
}

interface GuessRow extends RowDataPacket {
  readonly tableName: string;
  readonly guess: string | number | null;
}

/** Locks and fences belong to one server, and are not part of what is kept. */
const LEFT_OUT = ['migration_lock', COPY_FENCE];

/** The tables of a database, by name. @throws Error for one without a primary key: its rows cannot be told apart */
export async function tablesOf(server: Connection, database: string): Promise<TableShape[]> {
  const columns = await listed(
    server,
    `SELECT c.table_name AS tableName, c.column_name AS columnName
     FROM information_schema.columns c JOIN information_schema.tables t
       ON t.table_schema = c.table_schema AND t.table_name = c.table_name
     WHERE c.table_schema = ? AND t.table_type = 'BASE TABLE' ORDER BY c.table_name, c.ordinal_position`,
    database,
  );
  const keys = await listed(
    server,
    `SELECT table_name AS tableName, column_name AS columnName FROM information_schema.statistics
     WHERE table_schema = ? AND index_name = 'PRIMARY' ORDER BY table_name, seq_in_index`,
    database,
  );
  const guesses = await guessesOf(server, database);
  return [...columns.keys()]
    .filter((name) => !LEFT_OUT.includes(name))
    .map((name) => ({
      ...{
        name,
        columns: columns.get(name)!,
        key: keys.get(name) ?? refuseKeyless(name),
        rows: guesses.get(name) ?? 0,
      },
    }));
}

async function guessesOf(server: Connection, database: string): Promise<Map<string, number>> {
  const sql =
    'SELECT table_name AS tableName, table_rows AS guess FROM information_schema.tables WHERE table_schema = ?';
  const [rows] = await server.query<GuessRow[]>(sql, [database]);
  return new Map(rows.map(({ tableName, guess }) => [tableName, Number(guess ?? 0)]));
}

async function listed(server: Connection, sql: string, database: string): Promise<Map<string, string[]>> {
  const [rows] = await server.query<ColumnRow[]>(sql, [database]);
  const names = new Map<string, string[]>();
  for (const { tableName, columnName } of rows) {
    const known = names.get(tableName);
    if (known) known.push(columnName);
    else names.set(tableName, [columnName]);
  }
  return names;
}

function refuseKeyless(table: string): never {
  throw new Error(`the table ${table} has no primary key`);
}
