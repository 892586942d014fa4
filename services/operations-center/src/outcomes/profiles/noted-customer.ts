import type { EntityManager } from 'typeorm';
import { ProfiledCustomerSchema } from './customer-profile.schema.js';

/** Somebody of whom something is counted: common-center is asked about them. One that is known stays as it is. */
export async function noted(tx: EntityManager, id: string): Promise<void> {
  await tx.createQueryBuilder().insert().into(ProfiledCustomerSchema).values({ id, dueAt: 0 }).orIgnore().execute();
}
