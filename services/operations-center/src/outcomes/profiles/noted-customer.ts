import type { EntityManager, EntitySchema } from 'typeorm';
import { CustomerGroupSchema, ProfiledCustomerSchema } from './customer-profile.schema.js';

/** Somebody of whom something is counted: common-center is asked about them. One that is known stays as it is. */
export async function noted(tx: EntityManager, id: string): Promise<void> {
  await tx.createQueryBuilder().insert().into(ProfiledCustomerSchema).values({ id, dueAt: 0 }).orIgnore().execute();
}

/** Of whom nothing is counted any more, nothing is known any more. */
export async function forgetUncounted(tx: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const deleteOf = (schema: EntitySchema, column: string) =>
    tx.createQueryBuilder().delete().from(schema).where(`${column} IN (:...ids)`, { ids });
  await deleteOf(ProfiledCustomerSchema, 'id')
    .andWhere('NOT EXISTS (SELECT 1 FROM outcome o WHERE o.countsAs = outcome_customer.id)')
    .execute();
  await deleteOf(CustomerGroupSchema, 'customerId')
    .andWhere('NOT EXISTS (SELECT 1 FROM outcome_customer u WHERE u.id = outcome_customer_group.customerId)')
    .execute();
}
