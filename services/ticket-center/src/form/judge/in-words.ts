import type { ErrorObject } from 'ajv/dist/2020.js';

interface Field {
  readonly title?: unknown;
  readonly description?: unknown;
  readonly properties?: Readonly<Record<string, Field>>;
}

type Params = Readonly<Record<string, unknown>>;

const EXAMPLES: Readonly<Record<string, string>> = {
  date: 'a date such as 2026-11-23',
  time: 'a time such as 09:30:00Z',
  'date-time': 'a date and time such as 2026-11-23T09:30:00Z',
  duration: 'a duration such as PT2H',
  email: 'an e-mail address',
  uri: 'an address such as https://example.com',
  uuid: 'a UUID',
};

const WORDS: Readonly<Record<string, (params: Params) => string>> = {
  required: () => 'is missing',
  dependentRequired: () => 'is missing',
  additionalProperties: () => 'is not a field of the form',
  unevaluatedProperties: () => 'is not a field of the form',
  'false schema': () => 'may not be given here',
  type: ({ type }) => `must be of type ${[type].flat().join(' or ')}`,
  enum: ({ allowedValues }) => `must be one of: ${(allowedValues as unknown[]).join(', ')}`,
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}`,
  minimum: ({ limit }) => `must be at least ${limit as number}`,
  maximum: ({ limit }) => `must be at most ${limit as number}`,
  exclusiveMinimum: ({ limit }) => `must be more than ${limit as number}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${limit as number}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf as number}`,
  minLength: ({ limit }) => (limit === 1 ? 'must not be empty' : `must have at least ${limit as number} characters`),
  maxLength: ({ limit }) => `must have at most ${limit as number} characters`,
  minItems: ({ limit }) => `must have at least ${limit as number} entries`,
  maxItems: ({ limit }) => `must have at most ${limit as number} entries`,
  uniqueItems: () => 'must not have the same entry twice',
  format: ({ format }) => `must be ${EXAMPLES[format as string] ?? `of the format ${format as string}`}`,
};

/** For whoever filled in the form: its words and never what they typed, which may be personal. Needs ajv's `verbose`. */
export function inWords({ keyword, params, parentSchema, message = 'is not right' }: ErrorObject): string {
  const [given, schema] = [params as Params, (parentSchema ?? {}) as Field];
  if (keyword === 'pattern') return `${named(schema)}must be written as asked${described(schema)}`;
  const words = WORDS[keyword]?.(given) ?? message;
  const missing = given.missingProperty as string | undefined;
  const field = missing === undefined ? schema : schema.properties?.[missing];
  return `${named(keyword === 'additionalProperties' ? undefined : field)}${words}`;
}

function named(field: Field | undefined): string {
  return typeof field?.title === 'string' ? `${field.title} ` : '';
}

function described({ description }: Field): string {
  return typeof description === 'string' ? `: ${description}` : '';
}
