import { Table, TableColumn, TableIndex, type EntitySchemaColumnOptions } from 'typeorm';

const asNumber = { to: (value: unknown) => value, from: (read: unknown) => (read === null ? null : Number(read)) };
const asBuffer = { to: (value: unknown) => value, from: (read: Uint8Array) => read && Buffer.from(read) };

/** The column types that SQLite, MySQL 8 and MariaDB agree on. Everything a schema or a migration may use. */
export const column = {
  id: () => ({ type: 'varchar', length: 36, primary: true }) as const,
  ref: () => ({ type: 'varchar', length: 36 }) as const,
  varchar: (length: number) => ({ type: 'varchar', length }) as const,
  text: () => ({ type: 'text' }) as const,
  int: () => ({ type: 'integer' }) as const,
  /** Beyond 32 bits, as sums of milliseconds are; a number up to 2^53. */
  bigint: () => ({ type: 'bigint', transformer: asNumber }) as const,
  flag: () => ({ type: 'boolean' }) as const,
  /** UTC, milliseconds. */
  time: () => ({ type: 'datetime', precision: 3 }) as const,
  json: () => ({ type: 'json' }) as const,
  /** At most 65,535 bytes; a Buffer, whatever the driver gives. */
  bytes: () => ({ type: 'blob', transformer: asBuffer }) as const,
  nullable: <Options extends EntitySchemaColumnOptions>(options: Options) => ({ ...options, nullable: true }) as const,
  primary: <Options extends EntitySchemaColumnOptions>(options: Options) => ({ ...options, primary: true }) as const,
} satisfies Record<string, (...args: never[]) => EntitySchemaColumnOptions>;

/** The columns of every aggregate, written by the store. */
export const aggregateColumns = { id: column.id(), version: column.int(), updatedAt: column.time() };

/** The columns of every journal. */
export const journalColumns = {
  id: column.id(),
  aggregateId: column.ref(),
  type: column.varchar(64),
  at: column.time(),
  data: column.json(),
};

export interface IndexOptions {
  readonly columns: readonly string[];
  readonly unique?: boolean;
}

/** A table for a migration, in the same words as the schema; index names are made from table and columns. */
export function table(
  name: string,
  columns: Readonly<Record<string, EntitySchemaColumnOptions>>,
  indices: readonly IndexOptions[] = [],
): Table {
  return new Table({
    name,
    columns: Object.entries(columns).map(([columnName, options]) => tableColumn(columnName, options)),
    indices: indices.map(({ columns: names, unique = false }) => ({
      name: indexName(name, names),
      columnNames: [...names],
      isUnique: unique,
    })),
  });
}

/** A column that a migration adds: nullable, since the version before knows nothing of it. */
export function tableColumn(name: string, options: EntitySchemaColumnOptions): TableColumn {
  return new TableColumn({
    name,
    type: options.type as string,
    length: options.length?.toString() ?? '',
    precision: options.precision ?? null,
    isPrimary: options.primary ?? false,
    isNullable: options.nullable ?? false,
  });
}

/** An index that a migration adds or drops. */
export function tableIndex(tableName: string, { columns, unique = false }: IndexOptions): TableIndex {
  return new TableIndex({ name: indexName(tableName, columns), columnNames: [...columns], isUnique: unique });
}

/** An index of a table, for its EntitySchema. */
export function schemaIndex(tableName: string, { columns, unique = false }: IndexOptions) {
  return { name: indexName(tableName, columns), columns: [...columns], unique };
}

function indexName(tableName: string, columns: readonly string[]): string {
  return `idx_${tableName}_${columns.join('_')}`.slice(0, 64);
}
