import { Refusal } from './problem.js';

/** The version that an If-Match names; undefined: `*`, any will do. @throws Refusal 400 `if-match-malformed` */
export function etagVersion(match: string): number | undefined {
  if (match === '*') return undefined;
  const version = /^"(\d+)"$/.exec(match)?.[1];
  if (version !== undefined) return Number(version);
  throw new Refusal(400, 'if-match-malformed', 'If-Match takes one ETag as this API gives them, e.g. "3".');
}
