import type { Json } from '#libs/process-engine/model/expression';

/** The text with what is known by the names in braces; what is not known is left out. */
export function fillIn(template: string, known: Readonly<Record<string, Json>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => told(Object.hasOwn(known, name) ? known[name]! : null));
}

function told(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
