import type { Steps } from './json-pointer.js';

/** Which fields leave, as a tree; undefined below a name: all of it. */
interface Kept {
  readonly [name: string]: Kept | undefined;
}

/** Lets only the chosen fields through; what is not there is left out, and lists keep their length. */
export class Projection {
  readonly #kept: Kept | undefined;

  /** @param fields undefined: everything leaves. */
  constructor(fields: readonly Steps[] | undefined) {
    this.#kept = fields && keptBy(fields);
  }

  of(document: unknown): unknown {
    return project(document, this.#kept);
  }
}

function keptBy(fields: readonly Steps[]): Kept | undefined {
  if (fields.some(({ length }) => length === 0)) return undefined;
  const byName = Map.groupBy(fields, ([name]) => name!);
  const kept = Object.create(null) as Record<string, Kept | undefined>;
  for (const [name, own] of byName) kept[name] = keptBy(own.map((steps) => steps.slice(1)));
  return kept;
}

function project(value: unknown, kept: Kept | undefined): unknown {
  if (kept === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return '*' in kept ? value.map((item: unknown) => project(item, kept['*'])) : [];
  const fields = Object.entries(value).filter(([name]) => name in kept);
  return Object.fromEntries(fields.map(([name, below]: [string, unknown]) => [name, project(below, kept[name])]));
}
