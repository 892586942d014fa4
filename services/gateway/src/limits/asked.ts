import type { Identity } from '#libs/persistence/tenant/tenant-context';
import type { Dimension } from '#libs/contracts/settings/limit-rule';

/** A request, as far as limits go by it. */
export interface Asked {
  readonly tenantId: string;
  readonly identity: Identity | undefined;
  /** Where it comes from. */
  readonly address: string;
  /** undefined: there is no such route. */
  readonly operation: { readonly method: string; readonly template: string } | undefined;
  /** How many requests it counts as. */
  readonly weight: number;
}

const NO_ROUTE = 'none';

/** By what it is counted; undefined: it has nothing of the kind. Subjects are a tenant's own. */
export const KEY_PARTS: Readonly<Record<Dimension, (asked: Asked) => string | undefined>> = {
  tenant: ({ tenantId }) => tenantId,
  client: ({ tenantId, identity }) => (identity?.kind === 'client' ? `${tenantId}:${identity.subject}` : undefined),
  user: ({ tenantId, identity }) => (identity?.kind === 'person' ? `${tenantId}:${identity.subject}` : undefined),
  caller: ({ tenantId, identity, address }) => `${tenantId}:${identity?.subject ?? networkOf(address)}`,
  route: ({ operation }) => routeOf(operation),
  ip: ({ address }) => networkOf(address),
};

export function routeOf(operation: Asked['operation']): string {
  return operation === undefined ? NO_ROUTE : `${operation.method} ${operation.template}`;
}

/** IPv4 as it is, of IPv6 the /64: what one subscriber gets (RFC 6177), who may change the rest with each request. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  if (address.startsWith('::ffff:')) return address.slice(7);
  const [head = '', tail = ''] = address.split('::', 2);
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Array.from({ length: 8 - before.length - after.length }, () => '0') : [];
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
