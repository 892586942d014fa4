/** What a template may name: words and numbers of the event, and nothing a person wrote. */
export type Known = Readonly<Record<string, string | number>>;

/** The text with what is known by the names in braces; what is not known is left out. What is put in is no template. */
export function filled(template: string, known: Known): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(known, name) ? String(known[name]) : '',
  );
}

/** A JSON template: every text in it is filled in, so that what is put in can never become structure. */
export function filledJson(template: unknown, known: Known): unknown {
  if (typeof template === 'string') return filled(template, known);
  if (Array.isArray(template)) return template.map((each) => filledJson(each, known));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, filledJson(value, known)]));
}
