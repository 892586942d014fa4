export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly minLength?: number;
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

/** What has to be there and nothing else; a pattern is guessed at, so that some of these are refused. */
export function smallestBody(schema: Schema, known: Known): unknown {
  if (schema.$ref !== undefined) return smallestBody(known[schema.$ref.split('/').at(-1)!]!, known);
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return smallestBody(first, known);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => smallestBody(part, known))) as object;
  return ofType(schema, known);
}

function ofType(schema: Schema, known: Known): unknown {
  switch ([schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, smallestBody(schema.properties?.[name] ?? {}, known)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => smallestBody(schema.items ?? {}, known));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1, 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return BY_FORMAT[schema.format ?? ''] ?? 'a'.repeat(Math.max(schema.minLength ?? 1, 3));
  }
}
