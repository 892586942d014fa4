/** What becomes of a value that stays in its place. */
export type Erasing = (kept: unknown) => unknown;

const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const CODE = /^[a-z]{1,24}(-[a-z]{1,24})*$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*(Z|[+-]\d\d:\d\d)$/;
/** Who of us, when, and which of a list of codes: never what people say, or are called. */
const NAMES =
  /^(by|at|id|kind|type|channel|direction|status|state|priority|outcome|stage|role|mode|as|agreed|into|had|wrappingUp|code)$|(Id|Ids|At|By|Until|For)$/;

/**
 * Every text in a value becomes empty, however deep it lies; what it is made of, numbers, ids and times stay, and so do the codes of
 * fields that tell nothing of people. A field nobody thought of is emptied.
 * @param more fields with codes that stay as well
 */
export function withoutWords(...more: readonly string[]): Erasing {
  const stays = new Set(more);
  const without = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return stays.has(name) || isOurs(name, value) ? value : '';
    if (Array.isArray(value)) return value.map((each) => without(each, name));
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, without(each, field)]));
  };
  return (kept) => without(kept, '');
}

/**
 * As {@link withoutWords}, within these fields alone: what is around them is what a program goes on by, and so are single words in
 * lower case within, as `approved` and `not-reached` are.
 */
export function withoutWordsIn(...fields: readonly string[]): Erasing {
  const erased = new Set(fields);
  const emptied = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return CODE.test(value) || isOurs(name, value) ? value : '';
    if (Array.isArray(value)) return value.map((each) => emptied(each, name));
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, emptied(each, field)]));
  };
  const within = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    return Object.fromEntries(
      Object.entries(value).map(([field, each]) => [field, erased.has(field) ? emptied(each, field) : within(each)]),
    );
  };
  return within;
}

function isOurs(name: string, text: string): boolean {
  return NAMES.test(name) || ID.test(text) || TIME.test(text);
}
