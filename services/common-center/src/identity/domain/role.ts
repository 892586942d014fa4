import { DATA_SCOPES, type DataScope, type ScopedPermissions } from '#libs/kernel/data-scope';

export interface Role {
  readonly name: string;
  /** Patterns such as `ticket:transfer`, `ticket:*` or `*`. */
  readonly permissions: readonly string[];
  /** Whose data they are for; the whole tenant's where nothing is said. */
  readonly dataScope?: DataScope;
}

/** What everyone who is known may do. */
const EVERYONE = ['me:link', 'me:mfa', 'me:read', 'me:report', 'me:sessions'];

/** `*`, `ticket:*` or `ticket:transfer`; what the services may do to each other is nobody's to give. */
export const PERMISSION_PATTERN = /^(\*|(?!service:)[a-z][a-z-]*:(\*|[a-z][a-z-]*))$/;

/** The scope of a token (RFC 6749 §3.3): what the roles permit together, each pattern once. */
export function scopeOf(roles: readonly Role[]): string {
  return [...new Set([...EVERYONE, ...roles.flatMap(({ permissions }) => permissions)])].sort().join(' ');
}

/**
 * Of what the roles permit, what a client asks for (RFC 6749 §3.3): patterns, or names of its roles for all that they permit.
 * Null: something is not permitted, or unknown.
 */
export function narrowed(roles: readonly Role[], requested: string): string | null {
  const words = requested.split(' ').filter((word) => word !== '');
  const wanted = words.flatMap((word) => roles.find(({ name }) => name === word)?.permissions ?? [word]);
  const held = scopeOf(roles).split(' ');
  const isRefused = wanted.some((pattern) => !PERMISSION_PATTERN.test(pattern)) || beyond(held, wanted).length > 0;
  return isRefused || words.length === 0 ? null : [...new Set(wanted)].sort().join(' ');
}

/** Whose data the permissions of these roles are for: of several roles that give the same, the furthest. Null: the whole tenant's. */
export function scopedPermissions(roles: readonly Role[]): ScopedPermissions | null {
  const scopes = roles.map(({ dataScope = 'tenant' }) => dataScope);
  const base = DATA_SCOPES.find((scope) => scopes.includes(scope)) ?? 'tenant';
  if (base === 'tenant') return null;
  const further = Object.fromEntries(
    DATA_SCOPES.filter((scope) => scope !== base && scopes.includes(scope)).map((scope) => [
      scope,
      [...new Set(roles.filter((role) => (role.dataScope ?? 'tenant') === scope).flatMap((role) => role.permissions))],
    ]),
  );
  return Object.keys(further).length === 0 ? { base } : { base, further };
}

/** The patterns among `wanted` that reach further than what is held: nobody gives what they do not have. */
export function beyond(held: readonly string[], wanted: readonly string[]): string[] {
  const covers = (pattern: string) =>
    [pattern, `${pattern.split(':')[0]}:*`, '*'].some((wider) => held.includes(wider));
  return wanted.filter((pattern) => !covers(pattern));
}
