import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { anyRow } from '#libs/persistence/rows/plain-rows';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual, MoreThanOrEqual, type EntityManager, type FindManyOptions } from 'typeorm';
import { ErasedPersonSchema, type ErasedPersonRow } from './erased-person.schema.js';
import { asleepUntil, repeatAt } from './repeats.js';

const AT_ONCE = 200;
/** Before a message was given up it may have been under way for so long, ms. */
const UNDER_WAY_MS = 30 * 24 * 3_600_000;

/** Whose data may not come back, of all tenants. Not to be asked within a transaction: it lies in another database. */
@Injectable()
export class ErasedPersons {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Of the tenant in context, before the erasure begins. Safe to repeat. */
  async remember(customerId: string): Promise<void> {
    const row = this.#anew({ tenantId: currentTenant(), customerId });
    await this.#write((tx) => tx.upsert(ErasedPersonSchema, row, ['tenantId', 'customerId']));
  }

  /** In the tenant in context. */
  has(customerId: string): Promise<boolean> {
    const tenantId = currentTenant();
    return runAsTenant(PLATFORM_TENANT, async () =>
      anyRow(await this.database.reader(), ErasedPersonSchema, { tenantId, customerId }),
    );
  }

  /** Some of those whose erasure is to be done again now. */
  due(): Promise<ErasedPersonRow[]> {
    const where = { dueAt: LessThanOrEqual(this.clock.now()) };
    return this.#find({ where, order: { dueAt: 'ASC' }, take: AT_ONCE });
  }

  async repeated({ tenantId, customerId, since, repeats }: ErasedPersonRow): Promise<void> {
    const done = repeats + 1;
    const change = { repeats: done, dueAt: repeatAt({ since, repeats: done }) };
    // Where the person was erased anew meanwhile, that goes on as it was.
    await this.#write((tx) => tx.update(ErasedPersonSchema, { tenantId, customerId, since, repeats }, change));
  }

  /** The tenant sleeps, or is gone. */
  async postpone({ tenantId, customerId }: ErasedPersonRow): Promise<void> {
    const dueAt = asleepUntil(this.clock.now());
    await this.#write((tx) => tx.update(ErasedPersonSchema, { tenantId, customerId }, { dueAt }));
  }

  /** A message that was given up then was handled now, in the tenant in context: it may be of anybody who was erased meanwhile. */
  async replayed(givenUpAt: Date): Promise<void> {
    const tenantId = currentTenant();
    const since = MoreThanOrEqual(new Date(givenUpAt.getTime() - UNDER_WAY_MS));
    await this.#write((tx) => tx.update(ErasedPersonSchema, { tenantId, since }, this.#anew({})));
  }

  /** What a tenant has was replaced by an archive of it, or of another, which may be of before any erasure. */
  async restored(tenantId: string, writtenOf: string): Promise<void> {
    const erased = await this.#find({ where: { tenantId: writtenOf } });
    const rows = erased.map(({ customerId }) => this.#anew({ tenantId, customerId }));
    await this.#write(async (tx) => {
      for (let at = 0; at < rows.length; at += AT_ONCE)
        await tx.upsert(ErasedPersonSchema, rows.slice(at, at + AT_ONCE), ['tenantId', 'customerId']);
    });
  }

  #anew<Of extends object>(of: Of) {
    const since = this.clock.now();
    return { ...of, since, repeats: 0, dueAt: repeatAt({ since, repeats: 0 }) };
  }

  #find(options: FindManyOptions<ErasedPersonRow>): Promise<ErasedPersonRow[]> {
    return runAsTenant(PLATFORM_TENANT, async () => (await this.database.reader()).find(ErasedPersonSchema, options));
  }

  async #write(work: (tx: EntityManager) => Promise<unknown>): Promise<void> {
    await runAsTenant(PLATFORM_TENANT, () => this.database.transaction(work));
  }
}
