/** A value of a primary key as mysql2 reads it. */
export type KeyValue = string | number | Buffer;
export type Key = readonly KeyValue[];

/** Rows behind one key up to another, which belongs to it; null: from the first, up to the last. */
export interface KeyRange {
  readonly after: Key | null;
  readonly upTo: Key | null;
}

export interface Condition {
  readonly sql: string;
  readonly values: readonly KeyValue[];
}

/**
 * The condition for a range of a key of several columns. Row constructors would say it shorter, but neither MySQL nor
 * MariaDB finds rows by them in an index.
 */
export function inRange(columns: readonly string[], { after, upTo }: KeyRange): Condition {
  const parts = [after && beyond(columns, after, '>', '>'), upTo && beyond(columns, upTo, '<', '<=')];
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) return { sql: '1 = 1', values: [] };
  return { sql: known.map(({ sql }) => sql).join(' AND '), values: known.flatMap(({ values }) => values) };
}

/** `(a > 1 OR (a = 1 AND b > 2))`: the last column decides whether the key itself belongs to it. */
function beyond(columns: readonly string[], key: Key, strict: '<' | '>', last: '<=' | '>'): Condition {
  const [column, ...others] = columns.map((name) => `\`${name}\``) as [string];
  const [value, ...more] = key as [KeyValue];
  if (others.length === 0) return { sql: `${column} ${last} ?`, values: [value] };
  const rest = beyond(columns.slice(1), more, strict, last);
  return {
    sql: `(${column} ${strict} ? OR (${column} = ? AND ${rest.sql}))`,
    values: [value, value, ...rest.values],
  };
}
