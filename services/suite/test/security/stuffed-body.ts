export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

type Known = Readonly<Record<string, Schema>>;

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  'date-time': '2026-11-30T09:00:00.000Z',
  date: '2026-11-30',
  time: '09:00:00',
  email: 'ann@example.org',
  uri: 'https://example.org/',
};

/** What else a body has than what has to be there. */
export interface Stuffing {
  /** In every text of which nothing is said; without one they are short. */
  readonly text?: string;
  /** For every id by the name of its field; without one they are of nobody. */
  readonly id?: (field: string) => string | undefined;
  /** What may be left out is there too. */
  readonly isWhole?: boolean;
}

/** Deeper than people write. */
const DEEPEST = 8;

/** What has to be there, and what it is stuffed with; a pattern is guessed at, so that some of these are refused. */
export function stuffedBody(schema: Schema, known: Known, stuffing: Stuffing, field = '', depth = 0): unknown {
  const within = (part: Schema) => stuffedBody(part, known, stuffing, field, depth + 1);
  if (schema.$ref !== undefined) return within(known[schema.$ref.split('/').at(-1)!]!);
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return within(first);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(within)) as object;
  return ofType(schema, known, stuffing, field, depth);
}

function ofType(schema: Schema, known: Known, stuffing: Stuffing, field: string, depth: number): unknown {
  switch ([schema.type].flat()[0]) {
    case 'object': {
      const whole = stuffing.isWhole && depth < DEEPEST ? Object.keys(schema.properties ?? {}) : [];
      const names = [...new Set([...(schema.required ?? []), ...whole])];
      return Object.fromEntries(
        names.map((name) => [name, stuffedBody(schema.properties?.[name] ?? {}, known, stuffing, name, depth + 1)]),
      );
    }
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, stuffing.isWhole && depth < DEEPEST ? 1 : 0) }, () =>
        stuffedBody(schema.items ?? {}, known, stuffing, field, depth + 1),
      );
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1, 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema, stuffing, field);
  }
}

function textOf(
  { format = '', pattern, minLength = 1, maxLength = Infinity }: Schema,
  { text, id }: Stuffing,
  field: string,
) {
  if (format === 'uuid') return id?.(field) ?? BY_FORMAT['uuid'];
  if (format in BY_FORMAT) return BY_FORMAT[format];
  if (text === undefined || pattern !== undefined) return 'a'.repeat(Math.max(minLength, 3));
  return text.padEnd(minLength).slice(0, maxLength);
}
