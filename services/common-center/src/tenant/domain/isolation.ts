import { DedicatedNeedsServer, ServerDedicated, ServerNotEmpty } from './tenant.errors.js';

/** `dedicated`: no other tenant is on its database server. */
export const ISOLATIONS = ['shared', 'dedicated'] as const;
export type Isolation = (typeof ISOLATIONS)[number];

/** A tenant on a server, or on its way to it or from it. */
export interface Occupant {
  readonly tenantId: string;
  /** null: the own one of each service, where the platform is. */
  readonly server: string | null;
  readonly isolation: Isolation;
}

/**
 * May it be put there, beside those who are?
 * @throws DedicatedNeedsServer, ServerNotEmpty, ServerDedicated
 */
export function requireRoom({ tenantId, server, isolation }: Occupant, there: readonly Occupant[]): void {
  const facts = { facts: { server } };
  if (isolation === 'dedicated' && server === null)
    throw new DedicatedNeedsServer('Name a server for a tenant that wants one for itself.');
  const others = there.filter((each) => each.server === server && each.tenantId !== tenantId);
  if (others.some((each) => each.isolation === 'dedicated'))
    throw new ServerDedicated('This server is for another tenant alone.', facts);
  if (isolation === 'dedicated' && others.length > 0)
    throw new ServerNotEmpty('There are other tenants on this server.', facts);
}
