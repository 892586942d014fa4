import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { In, IsNull, type EntityManager } from 'typeorm';
import { CustomerIdentifierSchema } from './customer.schema.js';

/**
 * Phones and addresses of e-mail that nobody has as their own become the customer's; those that somebody has are shared. That there
 * is one owner at most is the database's word: whoever comes second at the same moment shares.
 */
export async function claimFree(tx: EntityManager, customerId: string): Promise<void> {
  const unclaimed = await tx.findBy(CustomerIdentifierSchema, { customerId, claim: IsNull() });
  if (unclaimed.length === 0) return;
  const lookups = unclaimed.map(({ lookup }) => lookup);
  const owned = await tx.find(CustomerIdentifierSchema, { where: { claim: In(lookups) }, select: { claim: true } });
  const taken = new Set(owned.map(({ claim }) => claim));
  for (const lookup of lookups.filter((each) => !taken.has(each))) {
    await tx.update(CustomerIdentifierSchema, { lookup, customerId }, { claim: lookup }).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  }
}
