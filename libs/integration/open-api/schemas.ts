type Node = Readonly<Record<string, unknown>>;

const COMPONENT = /^#\/components\/schemas\/([^/]+)$/;

/**
 * A schema of an OpenAPI document as a JSON Schema that stands alone: what it refers to is in its `$defs`, and `nullable` of OpenAPI 3.0
 * is a type. References to anything but `#/components/schemas` allow everything.
 */
export function standaloneSchema(schema: unknown, components: Node): Record<string, unknown> {
  const used = new Set<string>();
  const own = rewritten(schema, used) as Record<string, unknown>;
  const definitions: Record<string, unknown> = {};
  // The set grows while it is gone through: definitions refer to further ones.
  for (const name of used) definitions[name] = rewritten(components[name] ?? {}, used);
  return used.size === 0 ? own : { ...own, $defs: definitions };
}

function rewritten(node: unknown, used: Set<string>): unknown {
  if (Array.isArray(node)) return node.map((item) => rewritten(item, used));
  if (typeof node !== 'object' || node === null) return node;
  const { $ref, nullable, ...rest } = node as Node;
  if (typeof $ref === 'string') return reference($ref, used);
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, rewritten(value, used)]));
  return nullable === true && typeof inner['type'] === 'string' ? { ...inner, type: [inner['type'], 'null'] } : inner;
}

function reference($ref: string, used: Set<string>): object {
  const name = COMPONENT.exec($ref)?.[1];
  if (name === undefined) return {};
  used.add(name);
  return { $ref: `#/$defs/${name}` };
}
