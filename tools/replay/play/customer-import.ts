import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import type { User } from '../shop/shop.js';

/** The name under which the shop's own numbers are known. */
export const SHOP = 'shop';
/** Few enough that a call is answered in time on a busy machine. */
const BATCH = 100;

const Results = z.object({ results: z.array(z.object({ customerId: z.string() })) });

/** Makes the shop's users known as customers. @returns their customer ids, by the shop's own. */
export async function importCustomers(
  portal: Caller,
  users: ReadonlyMap<string, User>,
  run: string,
): Promise<Map<string, string>> {
  const customers = new Map<string, string>();
  const all = [...users];
  for (let start = 0; start < all.length; start += BATCH) {
    const batch = all.slice(start, start + BATCH);
    const body = { rows: batch.map(([id, user]) => rowOf(id, user)) };
    const { results } = await portal.post('/api/v1/customers/batch', {}, body, `${run}/import/${start}`, Results);
    batch.forEach(([id], index) => customers.set(id, results[index]!.customerId));
  }
  return customers;
}

function rowOf(id: string, { name, email, address }: User) {
  const { address1, address2, city, state, country, zip } = address;
  return {
    name: `${name.first_name} ${name.last_name}`,
    emails: [email],
    externalIds: [{ system: SHOP, id }],
    address: { lines: [address1, address2].filter(Boolean), city, region: state, postalCode: zip, country },
  };
}
