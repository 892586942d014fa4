import type { Filter, Operator, Path, Value } from './filter.js';

export type Json = Readonly<Record<string, unknown>>;

/** Compared as they are; other texts whatever case they are in (RFC 7643 §2.2: `caseExact`). */
const EXACT = new Set(['id', 'externalid']);

/** Whether a filter holds of a resource, or of a value of a list. */
export function matches(resource: Json, filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
      return matches(resource, filter.left) && matches(resource, filter.right);
    case 'or':
      return matches(resource, filter.left) || matches(resource, filter.right);
    case 'not':
      return !matches(resource, filter.of);
    case 'present':
      return valuesAt(resource, filter.path).some((value) => value !== null && value !== undefined && value !== '');
    case 'some':
      return valuesAt(resource, filter.path).some((value) => isJson(value) && matches(value, filter.filter));
    case 'compared':
      return isCompared(resource, filter.path, filter.op, filter.value);
  }
}

/** The value of an attribute whatever case its name is in. */
export function valueAt(resource: Json, name: string): unknown {
  return Object.entries(resource).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Not to be equal is to be equal nowhere. */
function isCompared(resource: Json, path: Path, op: Operator, value: Value): boolean {
  const isExact = EXACT.has(path.at(-1)!);
  const found = valuesAt(resource, path).map((each) => plain(each, isExact));
  const asked = plain(value, isExact);
  if (op === 'ne') return !found.includes(asked);
  if (value === null) return op === 'eq' && found.every((each) => each === null || each === undefined);
  return found.some((each) => holds(each, op, asked));
}

function holds(found: unknown, op: Exclude<Operator, 'ne'>, asked: unknown): boolean {
  if (op === 'eq') return found === asked;
  if (typeof found !== typeof asked || (typeof found !== 'string' && typeof found !== 'number')) return false;
  const [left, right] = [found as string, asked as string];
  switch (op) {
    case 'co':
      return String(left).includes(String(right));
    case 'sw':
      return String(left).startsWith(String(right));
    case 'ew':
      return String(left).endsWith(String(right));
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
  }
}

/** Of a list each value; a list of objects is compared by its `value`s (RFC 7644 §3.4.2.2). */
function valuesAt(resource: Json, path: Path): unknown[] {
  let values: unknown[] = [resource];
  for (const name of path) values = values.flatMap((each) => (isJson(each) ? [valueAt(each, name)].flat() : []));
  return values;
}

function plain(value: unknown, isExact: boolean): unknown {
  if (isJson(value)) return plain(valueAt(value, 'value'), isExact);
  return typeof value === 'string' && !isExact ? value.toLowerCase() : value;
}
