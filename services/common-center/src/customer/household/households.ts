import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { insertRows, readRows } from '#libs/persistence/rows/plain-rows';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Survivors } from '../queries/survivors.js';
import { HouseholdMemberSchema, HouseholdSchema, type HouseholdRow } from './household.schema.js';

export class HouseholdNotFound extends domainError('household-not-found', 'not-found') {}
/** One of them lives in another household: take them out of that first. */
export class LivesElsewhere extends domainError('household-lives-elsewhere', 'conflict') {}
/** Who speaks for a household lives in it. */
export class HeadNotMember extends domainError('household-head-not-member', 'invalid') {}

export interface Household extends HouseholdRow {
  readonly memberIds: readonly string[];
}

export interface HouseholdGiven {
  readonly memberIds: readonly string[];
  readonly headId: string | null;
}

@Injectable()
export class Households {
  constructor(
    private readonly database: Database,
    private readonly survivors: Survivors,
    private readonly clock: Clock,
  ) {}

  /** @throws CustomerNotFound, LivesElsewhere, HeadNotMember */
  async found(given: HouseholdGiven): Promise<string> {
    await this.#require(given);
    const updatedAt = this.clock.now();
    const id = newId(updatedAt);
    await this.#writing(async (tx) => {
      await tx.insert(HouseholdSchema, { id, version: 1, headId: given.headId, updatedAt });
      await insertMembers(tx, id, given);
    });
    return id;
  }

  /** @throws HouseholdNotFound, StaleVersion, and as `found` */
  async change(id: string, given: HouseholdGiven): Promise<void> {
    await this.#require(given);
    await this.#writing(async (tx) => {
      const { version } = await this.#locked(tx, id);
      await tx.delete(HouseholdMemberSchema, { householdId: id });
      await insertMembers(tx, id, given);
      const next = { headId: given.headId, version: version + 1, updatedAt: this.clock.now() };
      await tx.update(HouseholdSchema, { id }, next);
    });
  }

  /** @throws HouseholdNotFound, StaleVersion */
  async dissolve(id: string): Promise<void> {
    await this.#writing(async (tx) => {
      await this.#locked(tx, id);
      await tx.delete(HouseholdMemberSchema, { householdId: id });
      await tx.delete(HouseholdSchema, { id });
    });
  }

  /** Those who were merged are there as who goes on. @throws HouseholdNotFound */
  async get(id: string): Promise<Household> {
    const db = await this.database.reader();
    const row = await db.findOneBy(HouseholdSchema, { id });
    if (!row) throw new HouseholdNotFound('There is no such household.', { id });
    const members = await db.find(HouseholdMemberSchema, { where: { householdId: id }, order: { customerId: 'ASC' } });
    const today = await this.survivors.of(members.map(({ customerId }) => customerId));
    const headId = row.headId && (today.get(row.headId)?.id ?? null);
    return { ...row, headId, memberIds: [...new Set(Array.from(today.values(), (each) => each.id))] };
  }

  /** Where a customer lives: one, unless those merged into it live elsewhere. */
  async ofCustomer(ids: readonly string[]): Promise<Household[]> {
    const db = await this.database.reader();
    const members = await db.findBy(HouseholdMemberSchema, { customerId: In([...ids]) });
    const householdIds = new Set(members.map(({ householdId }) => householdId));
    return Promise.all(Array.from(householdIds, (id) => this.get(id)));
  }

  async #require({ memberIds, headId }: HouseholdGiven): Promise<void> {
    await this.survivors.of(memberIds);
    if (headId !== null && !memberIds.includes(headId)) {
      throw new HeadNotMember('Who speaks for a household lives in it.', { field: 'headId' });
    }
  }

  async #locked(tx: EntityManager, id: string): Promise<HouseholdRow> {
    const [row] = await readRows(tx, HouseholdSchema, { id }, { forUpdate: this.database.locksRows });
    if (!row) throw new HouseholdNotFound('There is no such household.', { id });
    if ((currentContext()?.precondition?.version ?? row.version) !== row.version)
      throw new StaleVersion('It was changed by someone else in the meantime.', { id });
    return row;
  }

  async #writing(work: (tx: EntityManager) => Promise<void>): Promise<void> {
    await this.database.transaction(work).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
      throw new LivesElsewhere('One of them lives in another household.', { field: 'memberIds' });
    });
  }
}

async function insertMembers(tx: EntityManager, householdId: string, { memberIds }: HouseholdGiven): Promise<void> {
  const rows = [...new Set(memberIds)].map((customerId) => ({ customerId, householdId }));
  await insertRows(tx, HouseholdMemberSchema, rows);
}
