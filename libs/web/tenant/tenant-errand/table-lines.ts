import { createHash } from 'node:crypto';
import { insertRows, selectRows } from '#libs/persistence/rows/plain-rows';
import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';

const ROWS = 500;

/** What a table came to. */
export interface TableSum {
  readonly rows: number;
  /** Of all lines, each with its line break; 64 hexadecimal digits. */
  readonly sha256: string;
}

/** A table as lines of JSON (https://github.com/ndjson/ndjson-spec), one row each, in the order of its key. */
export class TableLines {
  readonly #digest = createHash('sha256');
  #rows = 0;

  constructor(private readonly schema: EntitySchema) {}

  get sum(): TableSum {
    return { rows: this.#rows, sha256: this.#digest.copy().digest('hex') };
  }

  /** Names and values are those of the program, not of an engine: what SQLite wrote MariaDB can read. */
  async *read(db: EntityManager): AsyncGenerator<Buffer> {
    const key = db.connection.getMetadata(this.schema).primaryColumns;
    for (let last: ObjectLiteral | undefined; ;) {
      const { sql, values } = behind(db, key, last);
      const order = key.map(({ databaseName }) => `${db.connection.driver.escape(databaseName)} ASC`).join(', ');
      const schema = this.schema as EntitySchema<ObjectLiteral>;
      const rows = await selectRows(db, schema, `WHERE ${sql} ORDER BY ${order} LIMIT ${ROWS}`, values);
      if (rows.length > 0) yield this.#counted(rows.map((row) => `${lineOf(db, schema, row)}\n`));
      last = rows.at(-1);
      if (rows.length < ROWS) return;
    }
  }

  /** Puts lines into the table. */
  async write(tx: EntityManager, lines: readonly string[]): Promise<void> {
    const { columns } = tx.connection.getMetadata(this.schema);
    const rows = lines.map((line) => {
      const read = JSON.parse(line) as ObjectLiteral;
      return Object.fromEntries(columns.map((column) => [column.propertyName, valueOf(column, read)]));
    });
    await insertRows(tx, this.schema, rows);
    this.#counted(lines.map((line) => `${line}\n`));
  }

  #counted(lines: readonly string[]): Buffer {
    const bytes = Buffer.from(lines.join(''));
    this.#digest.update(bytes);
    this.#rows += lines.length;
    return bytes;
  }
}

function lineOf(db: EntityManager, schema: EntitySchema, row: ObjectLiteral): string {
  const { columns } = db.connection.getMetadata(schema);
  return JSON.stringify(
    Object.fromEntries(
      columns.map(({ propertyName }) => {
        const value = row[propertyName] as unknown;
        return [propertyName, Buffer.isBuffer(value) ? value.toString('base64') : (value ?? null)];
      }),
    ),
  );
}

function valueOf({ type, propertyName }: ColumnMetadata, read: ObjectLiteral): unknown {
  const value = (read[propertyName] ?? null) as unknown;
  if (value === null) return null;
  if (type === 'datetime') return new Date(value as string);
  return type === 'blob' ? Buffer.from(value as string, 'base64') : value;
}

/** `(a > 1 OR (a = 1 AND b > 2))` */
function behind(db: EntityManager, key: readonly ColumnMetadata[], last: ObjectLiteral | undefined) {
  if (last === undefined) return { sql: '1 = 1', values: [] };
  const { driver } = db.connection;
  const values: unknown[] = [];
  const parts = key.map((column, n) => {
    const same = key.slice(0, n).map((each) => `${driver.escape(each.databaseName)} = ?`);
    for (const each of key.slice(0, n + 1))
      values.push(driver.preparePersistentValue(last[each.propertyName] as unknown, each));
    return [...same, `${driver.escape(column.databaseName)} > ?`].join(' AND ');
  });
  return { sql: `(${parts.map((part) => `(${part})`).join(' OR ')})`, values };
}
