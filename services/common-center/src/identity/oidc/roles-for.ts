import type { JWTPayload } from 'jose';
import type { ProviderRow } from './provider.schema.js';

type Mapping = Pick<ProviderRow, 'roleClaim' | 'roleMapping' | 'defaultRoles'>;

/** What the claims make of somebody: the default roles, and those the values of the role claim mean; others mean nothing. */
export function rolesFor({ roleClaim, roleMapping, defaultRoles }: Mapping, claims: JWTPayload): string[] {
  const said: unknown = roleClaim === null ? [] : claims[roleClaim];
  const values = [said].flat().filter((value) => typeof value === 'string');
  const meant = values.flatMap((value) => (Object.hasOwn(roleMapping, value) ? [roleMapping[value]!] : []));
  return [...new Set([...defaultRoles, ...meant])];
}
