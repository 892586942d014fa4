import type { Customer } from './customer.aggregate.js';
import { IdentitiesDiffer } from './customer.errors.js';

/**
 * Who shares a document or an external id.
 * @throws IdentitiesDiffer when they lead to several customers.
 */
export function ownerOfIdentities(owners: readonly Customer[]): Customer | undefined {
  if (owners.length > 1)
    throw new IdentitiesDiffer('Document and external ids belong to different customers.', { field: 'externalId' });
  return owners[0];
}

/** Of those who can be reached the same way, a family perhaps, the one who is called so. */
export function namesake(reachable: readonly Customer[], name: string): Customer | undefined {
  return reachable.find((customer) => customer.isCalled(name));
}
