/** Fields of records that say where a process stands: numbers, ids of its file, times and kinds. */
const COURSE: ReadonlySet<string> = new Set([
  ...['element', 'node', 'run', 'parent', 'flow', 'cause', 'counter', 'handlerFor', 'by', 'status', 'to', 'repeats'],
  ...['wait', 'id', 'kind', 'due', 'held', 'effect', 'attempt', 'incident', 'how', 'outcome'],
  ...['instance', 'definition', 'version', 'from'],
]);
/** Whose fields are named by ids themselves. */
const OF_IDS: ReadonlySet<string> = new Set(['nodes', 'flows']);

/**
 * Whether the body of a record says no more than where the process went. Most do, and statistics read them. Whatever is not known here is
 * taken for a value of somebody's.
 */
export function isCourse(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return true;
  if (Array.isArray(body)) return body.every(isCourse);
  const fields = body as Readonly<Record<string, unknown>>;
  return Object.keys(fields).every((name) => {
    if (COURSE.has(name)) return isCourse(fields[name]);
    return OF_IDS.has(name) || isNothing(fields[name]);
  });
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
}
