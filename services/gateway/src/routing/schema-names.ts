/** Schemas of one document by name. */
export type Schemas = Readonly<Record<string, unknown>>;

const REF = /^#\/components\/schemas\/(.+)$/;

/** The names of all schemas that something refers to, directly or through others. */
export function schemasBehind(something: unknown, schemas: Schemas, found = new Set<string>()): Set<string> {
  for (const name of refsIn(something)) {
    if (found.has(name)) continue;
    found.add(name);
    schemasBehind(schemas[name], schemas, found);
  }
  return found;
}

/** The same with other names in its references. */
export function renamed(something: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(something)) return something.map((one: unknown) => renamed(one, names));
  if (typeof something !== 'object' || something === null) return something;
  return Object.fromEntries(
    Object.entries(something).map(([key, value]: [string, unknown]) => {
      const name = nameIn(key, value);
      if (name === undefined) return [key, renamed(value, names)];
      return [key, `#/components/schemas/${names.get(name) ?? name}`];
    }),
  );
}

/** Gives every schema of many documents a name of its own; schemas that say the same share one. */
export class SchemaNames {
  readonly #saidBy = new Map<string, string>();

  /** The name for one document's schema: its own if that is free or means the same, else with the service before it. */
  nameFor(name: string, service: string, schemas: Schemas): string {
    const says = meaningOf(name, schemas);
    const prefixed = `${service.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}${name}`;
    for (let number = 0; ; number += 1) {
      const candidate = number === 0 ? name : prefixed + (number === 1 ? '' : number);
      const taken = this.#saidBy.get(candidate) ?? says;
      this.#saidBy.set(candidate, taken);
      if (taken === says) return candidate;
    }
  }
}

/** Two schemas that only look the same may refer to others that differ. */
function meaningOf(name: string, schemas: Schemas): string {
  const behind = Array.from(schemasBehind(schemas[name], schemas)).sort();
  return JSON.stringify([schemas[name], ...behind.map((other) => [other, schemas[other]])]);
}

function refsIn(something: unknown): string[] {
  if (typeof something !== 'object' || something === null) return [];
  return Object.entries(something).flatMap(([key, value]: [string, unknown]) => nameIn(key, value) ?? refsIn(value));
}

function nameIn(key: string, value: unknown): string | undefined {
  return key === '$ref' && typeof value === 'string' ? REF.exec(value)?.[1] : undefined;
}
