import { In, type FindOperator } from 'typeorm';

/** A part of a statement with a `?` for each of its values. */
export interface SqlPart {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Whose rows are reached. */
export interface RowCircle {
  readonly people: readonly string[];
  readonly teams: readonly string[];
}

/** Columns that say whose a row is; written as they stand in the statement. */
export interface OwnerColumns {
  readonly people: readonly string[];
  readonly teams?: readonly string[];
}

/** The one place where a data scope becomes a condition. Null is the whole tenant; who reaches nobody gets no row. */
export function withinCircle(circle: RowCircle | null, { people, teams = [] }: OwnerColumns): SqlPart {
  if (circle === null) return { sql: '1 = 1', values: [] };
  const parts = [
    ...people.map((name) => among(name, circle.people)),
    ...teams.map((name) => among(name, circle.teams)),
  ];
  const said = parts.filter((part) => part !== null);
  if (said.length === 0) return { sql: '1 = 0', values: [] };
  return { sql: `(${said.map(({ sql }) => sql).join(' OR ')})`, values: said.flatMap(({ values }) => values) };
}

/** The same for a query builder, which names its values. */
export function named({ sql, values }: SqlPart, prefix: string): [string, Record<string, unknown>] {
  let at = 0;
  const text = sql.replaceAll('?', () => `:${prefix}${at++}`);
  return [text, Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, value]))];
}

/** The same for a find over rows of one person each. @param wanted of the circle, this one alone */
export function foundWithin<Column extends string>(
  circle: RowCircle | null,
  column: Column,
  wanted?: string,
): Partial<Record<Column, string | FindOperator<string>>> {
  const one = { [column]: wanted } as Partial<Record<Column, string>>;
  if (circle === null) return wanted === undefined ? {} : one;
  if (wanted !== undefined && circle.people.includes(wanted)) return one;
  const people = wanted === undefined ? [...circle.people] : [];
  return { [column]: In(people) } as Partial<Record<Column, FindOperator<string>>>;
}

/** The same for what is at hand. */
export function isWithin(circle: RowCircle | null, person: string | null): boolean {
  return circle === null || (person !== null && circle.people.includes(person));
}

export function marksOf(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

function among(name: string, values: readonly string[]): SqlPart | null {
  return values.length === 0 ? null : { sql: `${name} IN (${marksOf(values)})`, values };
}
