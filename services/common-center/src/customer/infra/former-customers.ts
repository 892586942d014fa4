import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { insertRows, readRows, updateRows } from '#libs/persistence/rows/plain-rows';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { contactKeys, identityKeys } from '../domain/customer-data.js';
import { BlindIdentifiers } from './blind-identifiers.js';
import { claimFree } from './claims.js';
import { CustomerIdentifierSchema, CustomerSchema, type CustomerRow } from './customer.schema.js';
import { CustomerContactPointSchema, CustomerIdentitySchema } from './former-keys.schema.js';
import { PersonalPart } from './personal-part.js';

/** Customers of before, in the clear, and customers sealed by an older key: brought to what is now, one by one. */
@Injectable()
export class FormerCustomers {
  readonly #anyLeft: TenantMemory<boolean>;

  constructor(
    private readonly database: Database,
    private readonly personal: PersonalPart,
    private readonly blind: BlindIdentifiers,
    clock: Clock,
  ) {
    this.#anyLeft = new TenantMemory(clock, async () =>
      (await this.database.reader()).existsBy(CustomerSchema, { personalKey: IsNull() }),
    );
  }

  /** Who is of before and has one of these. @returns whether there was anybody */
  async adoptHolders(keys: readonly string[]): Promise<boolean> {
    if (!(await this.#anyLeft.get())) return false;
    const db = await this.database.reader();
    const written = In(keys.flatMap(formerKeys));
    const identities = await db.findBy(CustomerIdentitySchema, { identity: written });
    const points = await db.findBy(CustomerContactPointSchema, { contactPoint: written });
    const ids = new Set([...identities, ...points].map(({ customerId }) => customerId));
    for (const id of ids) await this.seal(id);
    return ids.size > 0;
  }

  /** A customer that is of before, before it is changed. */
  async adopt(id: string): Promise<void> {
    if (!(await this.#anyLeft.get())) return;
    const db = await this.database.reader();
    if (await db.existsBy(CustomerSchema, { id, personalKey: IsNull() })) await this.seal(id);
  }

  /** @returns how many were left to do, at most so many */
  async sealSome(limit: number): Promise<number> {
    const key = await this.personal.currentKey();
    const query = (await this.database.reader()).createQueryBuilder(CustomerSchema, 'c').select('c.id', 'id');
    query.where('c.personalKey IS NULL OR c.personalKey < :key OR c.personalKey > :key', { key });
    const rows = await query.limit(limit).getRawMany<{ id: string }>();
    for (const { id } of rows) await this.seal(id);
    return rows.length;
  }

  /** By the key of now; what it is changes in nothing, and so does its version. */
  async seal(id: string): Promise<void> {
    await this.personal.currentKey();
    await this.database.transaction(async (tx) => {
      const lock = { forUpdate: this.database.locksRows };
      const [row] = await readRows(tx, CustomerSchema, { id }, lock);
      if (!row) return;
      const isFormer = row.personalKey === null;
      await this.personal.fromStored(row);
      await updateRows(tx, CustomerSchema, { id }, await this.personal.toStored(row));
      if (isFormer) await this.#rewriteKeys(tx, row);
    });
  }

  async #rewriteKeys(tx: EntityManager, row: CustomerRow): Promise<void> {
    const { id: customerId } = row;
    await tx.delete(CustomerIdentifierSchema, { customerId });
    const rows = await this.blind.rowsOf(customerId, identityKeys(row), contactKeys(row));
    await insertRows(tx, CustomerIdentifierSchema, rows);
    await tx.delete(CustomerIdentitySchema, { customerId });
    await tx.delete(CustomerContactPointSchema, { customerId });
    await claimFree(tx, customerId);
  }
}

/** As the version before wrote the same: Chinese mobile numbers without their country. */
function formerKeys(key: string): string[] {
  const mobile = /^phone:\+86(1\d{10})$/.exec(key)?.[1];
  return mobile === undefined ? [key] : [key, `phone:${mobile}`];
}
