import type { PatchPath } from '../filter/filter.js';
import { isJson, matches, type Json } from '../filter/matches.js';
import { readPath } from '../filter/read-filter.js';
import { ScimNoTarget, ScimValueInvalid } from '../filter/scim.errors.js';

/** RFC 7644 §3.5.2. */
export interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path?: string | undefined;
  readonly value?: unknown;
}

type Changed = Record<string, unknown>;

/** What becomes of a resource, operation by operation. @throws ScimPathInvalid, ScimFilterInvalid, ScimNoTarget, ScimValueInvalid */
export function patched(resource: Json, operations: readonly Operation[]): Json {
  let changed: Changed = structuredClone(resource);
  for (const operation of operations) changed = applied(changed, operation);
  return changed;
}

function applied(resource: Changed, { op, path, value }: Operation): Changed {
  if (path !== undefined) return at(resource, readPath(path), op, value);
  if (op === 'remove') throw new ScimNoTarget('What is removed has to be named.');
  if (!isJson(value)) throw new ScimValueInvalid('Without a path, the value has the attributes.');
  return Object.entries(value).reduce((done, [name, each]) => at(done, readPath(name), op, each), resource);
}

function at(resource: Changed, { attribute, filter, sub }: PatchPath, op: Operation['op'], value: unknown): Changed {
  const name = nameIn(resource, attribute);
  const current = resource[name];
  if (filter === null && sub === null) return { ...resource, [name]: whole(current, op, value) };
  if (filter === null) return { ...resource, [name]: within(isJson(current) ? current : {}, sub!, op, value) };
  const items = Array.isArray(current) ? (current as unknown[]) : [];
  const isMeant = (item: unknown) => isJson(item) && matches(item, filter);
  if (!items.some(isMeant) && op === 'replace') throw new ScimNoTarget('Nothing is there as the path says.');
  if (op === 'remove' && sub === null) return { ...resource, [name]: items.filter((item) => !isMeant(item)) };
  const next = items.map((item) => (isMeant(item) ? part(item as Json, sub, op, value) : item));
  return { ...resource, [name]: next };
}

/** Of a list, `add` adds what is not there, `remove` with values takes those away. */
function whole(current: unknown, op: Operation['op'], value: unknown): unknown {
  if (op === 'remove') return Array.isArray(current) && value !== undefined ? without(current, value) : undefined;
  if (op === 'replace' || !Array.isArray(current))
    return isJson(current) && isJson(value) ? { ...current, ...value } : value;
  const fresh = [value].flat().filter((each) => !current.some((one) => isSame(one, each)));
  return [...(current as unknown[]), ...fresh];
}

function without(current: readonly unknown[], value: unknown): unknown[] {
  const gone = [value].flat();
  return current.filter((one) => !gone.some((each) => isSame(one, each)));
}

function part(item: Json, sub: string | null, op: Operation['op'], value: unknown): unknown {
  if (sub !== null) return within(item, sub, op, value);
  return op === 'add' && isJson(value) ? { ...item, ...value } : value;
}

function within(of: Json, sub: string, op: Operation['op'], value: unknown): Json {
  return { ...of, [nameIn(of, sub)]: op === 'remove' ? undefined : value };
}

/** As the resource spells it. */
function nameIn(resource: Json, name: string): string {
  return Object.keys(resource).find((key) => key.toLowerCase() === name) ?? name;
}

function isSame(one: unknown, other: unknown): boolean {
  if (isJson(one) && isJson(other)) return one.value === other.value;
  return one === other;
}
