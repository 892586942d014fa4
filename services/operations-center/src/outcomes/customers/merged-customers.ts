import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { forgetUncounted, noted } from '../profiles/noted-customer.js';
import { PurchaseSchema } from '../purchases/purchase.schema.js';
import { OutcomeSchema } from '../rows/outcome.schema.js';
import { MergedCustomerSchema } from './merged-customer.schema.js';

/** Customers merged one after the other, at most. */
const LONGEST_CHAIN = 50;
/** What was told of a customer while they were merged is put right within so long. */
const LOOKED_AGAIN_MS = 2 * 86_400_000;

interface Merge {
  readonly mergeId: string;
  readonly mergedId: string;
  readonly customerId: string;
}

/** Which customers are one, as long as that is not taken back. */
@Injectable()
export class MergedCustomers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  merged(merge: Merge): Promise<void> {
    return this.#take(merge, false);
  }

  unmerged(merge: Merge): Promise<void> {
    return this.#take(merge, true);
  }

  /** Contacts that were told of at the same time as a merge. */
  async lookAgain(): Promise<void> {
    const toldAt = MoreThan(this.clock.ms() - LOOKED_AGAIN_MS);
    for (const { mergedId } of await (await this.database.reader()).findBy(MergedCustomerSchema, { toldAt }))
      await this.database.transaction((tx) => recount(tx, mergedId));
  }

  /** A merge that is taken back stays so, though it be told once more. */
  #take({ mergeId, mergedId, customerId }: Merge, isUndone: boolean): Promise<void> {
    return this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(MergedCustomerSchema, { mergeId });
      const row = { mergeId, mergedId, customerId, isUndone: isUndone || (known?.isUndone ?? false) };
      const toldAt = this.clock.ms();
      await (known
        ? tx.update(MergedCustomerSchema, { mergeId }, { ...row, toldAt })
        : tx.insert(MergedCustomerSchema, { ...row, toldAt }));
      await recount(tx, mergedId);
    });
  }
}

/** Whom a customer counts as now. */
export async function countsAs(tx: EntityManager, customerId: string): Promise<string> {
  let at = customerId;
  for (let merges = 0; merges < LONGEST_CHAIN; merges += 1) {
    const next = await tx.findOneBy(MergedCustomerSchema, { mergedId: at, isUndone: false });
    if (!next || next.customerId === customerId) return at;
    at = next.customerId;
  }
  return at;
}

/** The customer, and all that were merged into them before. */
async function recount(tx: EntityManager, mergedId: string): Promise<void> {
  const target = await countsAs(tx, mergedId);
  const affected = new Set([mergedId]);
  for (const id of affected)
    for (const merge of await tx.findBy(MergedCustomerSchema, { customerId: id, isUndone: false }))
      affected.add(merge.mergedId);
  const before = await countedAs(tx, [...affected]);
  if (before.length > 0) await noted(tx, target);
  for (const customerId of affected)
    for (const schema of [OutcomeSchema, PurchaseSchema]) await tx.update(schema, { customerId }, { countsAs: target });
  await forgetUncounted(
    tx,
    before.filter((id) => id !== target),
  );
}

/** Whom contacts and tickets of these customers count as. */
async function countedAs(tx: EntityManager, customerIds: readonly string[]): Promise<string[]> {
  const query = tx.createQueryBuilder(OutcomeSchema, 'o').select('DISTINCT o.countsAs', 'id');
  query.where('o.customerId IN (:...customerIds)', { customerIds });
  return (await query.getRawMany<{ id: string }>()).map(({ id }) => id);
}
