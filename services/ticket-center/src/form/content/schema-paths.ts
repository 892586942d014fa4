export type Schema = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, Schema>>;

/** The properties a schema names itself. */
export function propertiesOf(schema: Schema | undefined): Schemas {
  return (schema?.properties ?? {}) as Schemas;
}

/** The schema of the object at the path. */
export function schemaAt(schema: Schema, at: readonly string[]): Schema | undefined {
  return at.reduce<Schema | undefined>((outer, name) => own(propertiesOf(outer), name), schema);
}

/** What a JSON pointer with `#` leads to: the scope of a JSON Forms control. */
export function pointedTo(schema: Schema, scope: string): unknown {
  if (scope === '#') return schema;
  if (!scope.startsWith('#/')) return undefined;
  const parts = scope.slice(2).split('/').map(unescaped);
  return parts.reduce<unknown>((outer, name) => own(outer as Schemas, name), schema);
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function own<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return typeof record === 'object' && record !== null && Object.hasOwn(record, name) ? record[name] : undefined;
}
