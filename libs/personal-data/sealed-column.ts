import {
  EntitySchema,
  FindOperator,
  type EntitySchemaColumnOptions,
  type ObjectLiteral,
  type ValueTransformer,
} from 'typeorm';
import type { DatabaseDefinition } from '#libs/persistence/database';
import { BLIND, type KeysAtHand } from './keys/keys-at-hand.js';
import type { TenantCipher } from './keys/tenant-cipher.js';

type Columns = Record<string, EntitySchemaColumnOptions>;

export interface SealedOptions {
  /** Which values are left as they are, since they are no secret; they are read as often as the others. */
  readonly unless?: (value: unknown) => boolean;
}

interface Kept {
  readonly field: string;
  readonly keys: KeysAtHand;
}

/** How a column that is sealed reads its value once it is opened. Without keys, as where tables are made, values pass as they are. */
class Sealed implements ValueTransformer {
  readonly #within: ValueTransformer | undefined;

  constructor(
    private readonly column: EntitySchemaColumnOptions,
    private readonly rest: SealedOptions,
    private readonly kept?: Kept,
  ) {
    this.#within = column.transformer as ValueTransformer | undefined;
  }

  with(field: string, keys: KeysAtHand): Sealed {
    return new Sealed(this.column, this.rest, { field, keys });
  }

  /** Nothing, and an empty text, are no secret. */
  to(value: unknown): unknown {
    const given = (this.#within ? this.#within.to(value) : value) as unknown;
    if (!this.kept?.keys.areUsed || typeof given === 'function' || this.mayLieOpen(given)) return given;
    const { field, keys } = this.kept;
    if (this.#isBytes) return keys.current.sealBytes(field, given as Buffer);
    return keys.current.sealLong(field, this.#isJson ? JSON.stringify(given) : (given as string));
  }

  /** What was kept before columns were sealed is read as it is. */
  from(read: unknown): unknown {
    const opened = this.kept?.keys.areUsed ? this.#opened(read, this.kept) : read;
    return (this.#within ? this.#within.from(opened) : opened) as unknown;
  }

  mayLieOpen(given: unknown): boolean {
    return given === null || given === undefined || given === '' || (this.rest.unless?.(given) ?? false);
  }

  /** Engines give documents as they are, or as texts; texts in them with their quotes, or without. */
  isDone(cipher: TenantCipher, lies: unknown): boolean {
    if (this.#isBytes && lies) return cipher.isCurrent(Buffer.from(lies as Uint8Array));
    if (typeof lies !== 'string') return this.mayLieOpen(lies);
    const text = lies.replace(/^"|"$/g, '');
    if (isSealed(text)) return cipher.isCurrent(text);
    return this.mayLieOpen(this.rest.unless && this.#isJson ? JSON.parse(lies) : lies);
  }

  get #isBytes(): boolean {
    return this.column.type === 'blob';
  }

  get #isJson(): boolean {
    return this.column.type === 'json';
  }

  #opened(read: unknown, { field, keys }: Kept): unknown {
    if (this.#isBytes && read) return keys.current.openBytes(field, Buffer.from(read as Uint8Array));
    if (typeof read !== 'string' || !isSealed(read)) return read;
    const text = keys.current.open(field, read);
    return this.#isJson ? (JSON.parse(text) as unknown) : text;
  }
}

export interface BlindOptions {
  /** The column beside it whose value this is found by; its own where nothing is said. */
  readonly of?: string;
  /** Other values are kept as they are. */
  readonly only?: RegExp;
}

/** How a column that is looked for has its value: as a blind index, which opens nothing. */
class Blind implements ValueTransformer {
  constructor(
    readonly kind: string,
    readonly rest: BlindOptions,
    private readonly keys?: KeysAtHand,
  ) {}

  with(keys: KeysAtHand): Blind {
    return new Blind(this.kind, this.rest, keys);
  }

  /** What was read is written as it is. Conditions come here too. */
  to(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.to(each));
    if (value instanceof FindOperator) value.transformValue(this);
    if (!this.keys?.areUsed || typeof value !== 'string' || value.startsWith(BLIND)) return value;
    if (this.rest.only?.test(value) === false) return value;
    return this.keys.formsOf(this.kind, value)[0];
  }

  from(read: unknown): unknown {
    return read;
  }
}

/** Whether this is what a column that is sealed has. */
function isSealed(kept: string): boolean {
  return /^p[dz]1\.\d+\./.test(kept);
}

/**
 * A column that lies in the database sealed by a key of the tenant. Programs see what it was given; no statement can look for it. A
 * `varchar` of n bytes takes 4/3 of n + 44, bytes 40 more than they are.
 */
export function sealed<Options extends EntitySchemaColumnOptions>(options: Options, rest: SealedOptions = {}) {
  return { ...options, transformer: new Sealed(options, rest) };
}

/** Whether what lies in a sealed column, as a query of one's own gives it, is sealed by the key of now, or no secret. */
export function isSealedByNow({ options }: EntitySchema<ObjectLiteral>, cipher: TenantCipher) {
  const columns = options.columns as Columns;
  return (name: string, lies: unknown) => (columns[name]!.transformer as Sealed).isDone(cipher, lies);
}

/**
 * A column by which rows are found whose value lies sealed, or nowhere: looked for by `KeysAtHand.formsOf`. It takes 25 bytes.
 * @param kind e.g. `phone`: equal values of different kinds are not found by each other
 */
export function blind<Options extends EntitySchemaColumnOptions>(
  kind: string,
  options: Options,
  rest: BlindOptions = {},
) {
  return { ...options, transformer: new Blind(kind, rest) };
}

/** The blind columns of a table, and which columns they get their value from. */
export function blindColumnsOf({ options }: EntitySchema<ObjectLiteral>): [name: string, of: string][] {
  const columns = Object.entries(options.columns as Columns);
  return columns.flatMap(([name, { transformer }]) =>
    transformer instanceof Blind ? [[name, transformer.rest.of ?? name] as [string, string]] : [],
  );
}

/** The columns of a table that are sealed. */
export function sealedColumnsOf({ options }: EntitySchema<ObjectLiteral>): string[] {
  const columns = Object.entries(options.columns as Columns);
  return columns.flatMap(([name, { transformer }]) => (transformer instanceof Sealed ? [name] : []));
}

/** The same tables, with the keys that seal them. */
export function sealedBy(keys: KeysAtHand, definition: DatabaseDefinition): DatabaseDefinition {
  return { ...definition, entities: definition.entities.map((schema) => withKeys(schema, keys)) };
}

function withKeys(schema: EntitySchema, keys: KeysAtHand): EntitySchema {
  const { options } = schema;
  const table = options.tableName ?? options.name;
  const of = schema as EntitySchema<ObjectLiteral>;
  if (sealedColumnsOf(of).length + blindColumnsOf(of).length === 0) return schema;
  const columns = Object.entries(options.columns as Columns).map(([name, column]) => {
    const { transformer } = column;
    return [name, { ...column, ...boundTo(transformer, `${table}.${name}`, keys) }];
  });
  return new EntitySchema({ ...options, columns: Object.fromEntries(columns) as typeof options.columns });
}

function boundTo(transformer: unknown, field: string, keys: KeysAtHand) {
  if (transformer instanceof Sealed) return { transformer: transformer.with(field, keys) };
  return transformer instanceof Blind ? { transformer: transformer.with(keys) } : {};
}
