/** A part of a path has no value that could stand there. */
export class PathFault extends Error {}

/** The names in braces, in their order. */
export function namesInPath(path: string): string[] {
  return Array.from(path.matchAll(/\{([^{}]+)\}/g), ([, name]) => name!);
}

/**
 * Fills in what is in braces, each as one segment whatever is in it.
 * @throws PathFault for what is empty, no text or number, or dots alone, which would be read as steps of the path
 */
export function filledPath(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      throw new PathFault(`There is nothing for {${name}} of the path.`);
    const text = String(value);
    if (['', '.', '..'].includes(text)) throw new PathFault(`What is to be {${name}} of the path cannot stand there.`);
    return encodeURIComponent(text);
  });
}

/** What is said twice or more stands there so often; what is null does not stand there. */
export function queryOf(values: Readonly<Record<string, unknown>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one === null || one === undefined) continue;
      query.append(name, typeof one === 'string' ? one : JSON.stringify(one));
    }
  }
  return query;
}
