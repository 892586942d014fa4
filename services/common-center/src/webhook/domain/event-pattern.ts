/** `ticket.solved.v1` is one type, `ticket.*` all that begin with `ticket.`, `*` all there are. */
export function matches(pattern: string, type: string): boolean {
  if (pattern === '*') return true;
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
