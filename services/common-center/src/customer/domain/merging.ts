import type { Customer, Doing } from './customer.aggregate.js';
import { CustomerMerged, KindsDiffer, MergeNotFound, SameCustomer } from './customer.errors.js';

/**
 * Merges a customer into the one that goes on. Both have to go on themselves, so that what was merged is a forest and never a
 * circle. Doing it again changes nothing.
 * @throws SameCustomer, KindsDiffer, CustomerMerged when one of them went on in a third
 */
export function merge(other: Customer, survivor: Customer, mergeId: string, doing: Doing): void {
  if (other.id === survivor.id) throw new SameCustomer('A customer cannot be merged into itself.');
  if (other.kind !== survivor.kind) throw new KindsDiffer('A person and an organisation are never the same.');
  if (other.survivor === survivor.id) return;
  for (const { survivor: into } of [other, survivor]) {
    if (into !== null) throw new CustomerMerged('One of them was merged into another customer.', { facts: { into } });
  }
  survivor.absorb(other, mergeId, doing);
}

/**
 * Takes a merge back: the other has what it had, the survivor what it had itself and what it was given since. Doing it again
 * changes nothing.
 * @throws MergeNotFound, CustomerMerged when the survivor itself was merged since: that has to be taken back before
 */
export function unmerge(other: Customer, survivor: Customer, doing: Doing): void {
  if (other.survivor === null) return;
  const { survivor: into } = survivor;
  if (into !== null) throw new CustomerMerged('It was merged into another since.', { facts: { into } });
  if (!survivor.release(other, doing)) throw new MergeNotFound('They were not merged.');
}
