import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import type { PersonHolding } from '#libs/personal-data/person-holding';
import { primaryOf, type PersonWay } from '#libs/personal-data/person-way';
import type { EntityManager, EntitySchema, EntitySchemaColumnOptions, ObjectLiteral } from 'typeorm';

export type Schema = EntitySchema<ObjectLiteral>;

/** What no erasure may leave anywhere. */
export const CANARY = '13800138000';
const LATER = new Date('2099-01-01T00:00:00.000Z');
/** A program goes on by these: people are only within. */
const PROCESS = /^process_(record\.body|instance\.snapshot|command\.outcome)$/;
const DIALOGUE = 'ivr_session.state';

export const nameOf = ({ options }: Schema): string => options.tableName ?? options.name;

export function columnsOf({ options }: Schema): [string, EntitySchemaColumnOptions][] {
  return Object.entries(options.columns as Record<string, EntitySchemaColumnOptions>);
}

/** One row for each table that holds something of a person, as the ways of the holdings say. */
export class PlantedPerson {
  readonly rows = new Map<Schema, ObjectLiteral>();

  constructor(
    private readonly customerId: string,
    holdings: readonly PersonHolding[],
    fixed: Readonly<Record<string, ObjectLiteral>>,
  ) {
    for (const { schema, by, through, erases, removes } of holdings) {
      const row = this.#linked({ schema, by, ...(through && { through }) });
      const erased = removes ? Object.keys(row).filter((name) => typeof row[name] !== 'object') : Object.keys(erases);
      for (const name of erased) if (name !== by) this.#plant(schema, row, name);
    }
    // Whoever is known by something that was planted since is linked by that.
    for (const { schema, by, through } of holdings)
      if (through) this.rows.get(schema)![by] = this.rows.get(through.schema)![through.as ?? 'id'] as unknown;
    for (const [schema, row] of this.rows) Object.assign(row, fixed[nameOf(schema)]);
  }

  async insert(tx: EntityManager): Promise<void> {
    for (const [schema, row] of this.rows) await insertRows(tx, schema, [row]);
  }

  /** Everything as it was, where the rows are still there and where they are not. */
  async restore(tx: EntityManager): Promise<void> {
    for (const [schema, row] of this.rows) {
      const key = Object.fromEntries(primaryOf(schema).map((name) => [name, row[name] as string | number]));
      if ((await updateRows(tx, schema, key, row)) === 0) await insertRows(tx, schema, [row]);
    }
  }

  #linked({ schema, by, through }: PersonWay): ObjectLiteral {
    const row = this.rows.get(schema) ?? emptyRow(schema);
    this.rows.set(schema, row);
    row[by] = through ? (this.#linked(through)[through.as ?? 'id'] as unknown) : this.customerId;
    return row;
  }

  #plant(schema: Schema, row: ObjectLiteral, name: string): void {
    const { type, length, primary } = schema.options.columns[name] as EntitySchemaColumnOptions;
    if (primary || length === 36 || row[name] === CANARY) return;
    if (type === 'varchar' || type === 'text') row[name] = name === 'sourceKey' ? `number:${CANARY}` : CANARY;
    if (type !== 'json') return;
    row[name] = document(`${nameOf(schema)}.${name}`);
  }
}

function emptyRow(schema: Schema): ObjectLiteral {
  return Object.fromEntries(
    columnsOf(schema).map(([name, { type, length, nullable, primary }]) => {
      if (primary || length === 36) return [name, type === 'integer' ? 1 : crypto.randomUUID()];
      if (nullable) return [name, null];
      if (type === 'datetime') return [name, LATER];
      if (type === 'json') return [name, []];
      return [name, type === 'integer' || type === 'bigint' ? 1 : type === 'boolean' ? false : 'x'];
    }),
  ) as ObjectLiteral;
}

function document(column: string): object {
  if (PROCESS.test(column)) return { variables: { said: CANARY } };
  if (column === DIALOGUE) return { attributes: { said: CANARY }, say: [CANARY] };
  return { text: CANARY, deep: [{ note: [CANARY] }] };
}
