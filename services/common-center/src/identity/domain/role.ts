export interface Role {
  readonly name: string;
  /** Patterns such as `ticket:transfer`, `ticket:*` or `*`. */
  readonly permissions: readonly string[];
}

/** What everyone who is known may do. */
const EVERYONE = ['me:link', 'me:mfa', 'me:read', 'me:sessions'];

/** The scope of a token (RFC 6749 §3.3): what the roles permit together, each pattern once. */
export function scopeOf(roles: readonly Role[]): string {
  return [...new Set([...EVERYONE, ...roles.flatMap(({ permissions }) => permissions)])].sort().join(' ');
}

/** The patterns among `wanted` that reach further than what is held: nobody gives what they do not have. */
export function beyond(held: readonly string[], wanted: readonly string[]): string[] {
  const covers = (pattern: string) =>
    [pattern, `${pattern.split(':')[0]}:*`, '*'].some((wider) => held.includes(wider));
  return wanted.filter((pattern) => !covers(pattern));
}
