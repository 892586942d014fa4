import { Readable } from 'node:stream';
import type { Database } from '#libs/persistence/database';
import type { Connection } from 'mysql2/promise';
import type { Row } from './customer-rows.js';
import { columnsOf, indicesOf, TABLES, type CustomerTable } from './customer-tables.js';

/** Rows of an INSERT. */
const ROWS = 500;

/** Puts rows into tables, which have no indices meanwhile but their primary keys: an index of all is sorted once. */
export interface Loader {
  dropIndices(): Promise<void>;
  createIndices(): Promise<void>;
  load(table: CustomerTable, rows: readonly Row[]): Promise<void>;
}

/** The tables of the tenant in context, by statements of many rows. */
export function inserting(database: Database): Loader {
  const inTransaction = (statements: readonly string[]) =>
    database.transaction(async (tx) => {
      for (const each of statements) await tx.query(each);
    });
  return {
    dropIndices: () =>
      inTransaction(TABLES.flatMap((table) => indicesOf(table).map(({ name }) => `DROP INDEX ${name}`))),
    createIndices: () =>
      inTransaction(
        TABLES.flatMap((table) =>
          indicesOf(table).map(
            ({ name, unique, columns }) =>
              `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${name} ON ${table} (${columns.join(', ')})`,
          ),
        ),
      ),
    load: (table, rows) =>
      database.transaction(async (tx) => {
        for (let from = 0; from < rows.length; from += ROWS) {
          const some = rows.slice(from, from + ROWS);
          const marks = `(${some[0]!.map(() => '?').join(', ')})`;
          const values = some.map(() => marks).join(', ');
          await tx.query(`INSERT INTO ${table} (${columnsOf(table)}) VALUES ${values}`, some.flat());
        }
      }),
  };
}

/** By LOAD DATA, from no file. */
export function streaming(connection: Connection): Loader {
  const alter = async (changes: (table: CustomerTable) => string[]) => {
    for (const table of TABLES) await connection.query(`ALTER TABLE ${table} ${changes(table).join(', ')}`);
  };
  return {
    dropIndices: () => alter((table) => indicesOf(table).map(({ name }) => `DROP INDEX ${name}`)),
    createIndices: () =>
      alter((table) =>
        indicesOf(table).map(
          ({ name, unique, columns }) => `ADD ${unique ? 'UNIQUE ' : ''}INDEX ${name} (${columns.join(', ')})`,
        ),
      ),
    load: async (table, rows) => {
      const sql = `LOAD DATA LOCAL INFILE '${table}' INTO TABLE ${table} CHARACTER SET utf8mb4 (${columnsOf(table)})`;
      await connection.query({ sql, infileStreamFactory: () => Readable.from([Buffer.from(rows.map(line).join(''))]) });
    },
  };
}

function line(row: Row): string {
  const fields = row.map((value) => (value === null ? '\\N' : String(value).replace(/[\\\t\n]/g, '\\$&')));
  return `${fields.join('\t')}\n`;
}
