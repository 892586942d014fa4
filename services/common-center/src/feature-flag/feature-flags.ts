import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { LessThan, type EntityManager } from 'typeorm';
import { GetMembership } from '../identity/membership.api.js';
import { FlagChangeSchema, FlagSchema, type FlagRow } from './feature-flag.schema.js';
import { isOnFor } from './is-on-for.js';

export class FeatureFlagNotFound extends domainError('feature-flag-not-found', 'not-found') {}
export class FeatureFlagNameTaken extends domainError('feature-flag-name-taken', 'conflict') {}
export class TooManyFeatureFlags extends domainError('too-many-feature-flags', 'conflict') {}

export type FlagText = Pick<FlagRow, 'name' | 'description' | 'isOn' | 'percent' | 'people' | 'roles'>;

/** All are told to each page that is opened. */
const MOST = 200;

/** What is new and not yet for everybody of a tenant; a change is felt in some seconds, without a restart. */
@Injectable()
export class FeatureFlags {
  readonly #flags: TenantMemory<readonly FlagRow[]>;

  constructor(
    private readonly database: Database,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {
    this.#flags = new TenantMemory<readonly FlagRow[]>(clock, () => this.list());
  }

  /** Of all flags, whether they are on for somebody; a machine has no roles. */
  async of(subject: string): Promise<Record<string, boolean>> {
    const { roles } = await this.queries.execute(new GetMembership(subject));
    const flags = await this.#flags.get();
    return Object.fromEntries(flags.map((flag) => [flag.name, isOnFor(flag, subject, roles)]));
  }

  async list(): Promise<FlagRow[]> {
    return (await this.database.reader()).find(FlagSchema, { order: { name: 'ASC' } });
  }

  /** @throws FeatureFlagNotFound */
  async get(id: string): Promise<FlagRow> {
    return found(await this.database.reader(), id);
  }

  /** @throws FeatureFlagNameTaken, TooManyFeatureFlags */
  add(text: FlagText, by: string): Promise<FlagRow> {
    return this.#write(async (tx) => {
      if ((await tx.count(FlagSchema)) >= MOST) throw new TooManyFeatureFlags(`There are ${MOST} flags already.`);
      const updatedAt = this.clock.now();
      const row = { id: newId(updatedAt), version: 1, ...text, updatedAt };
      await tx.insert(FlagSchema, row);
      await this.#note(tx, row.id, by, null, text);
      return row;
    });
  }

  /** @throws FeatureFlagNotFound, FeatureFlagNameTaken, StaleVersion */
  change(id: string, text: FlagText, by: string): Promise<FlagRow> {
    return this.#write(async (tx) => {
      const before = await found(tx, id);
      checkPrecondition(before);
      const row = { ...before, ...text, version: before.version + 1, updatedAt: this.clock.now() };
      await tx.update(FlagSchema, { id, version: before.version }, row);
      await this.#note(tx, id, by, textOf(before), text);
      return row;
    });
  }

  /** @throws FeatureFlagNotFound, StaleVersion */
  remove(id: string, by: string): Promise<void> {
    return this.#write(async (tx) => {
      const before = await found(tx, id);
      checkPrecondition(before);
      await tx.delete(FlagSchema, { id });
      await this.#note(tx, id, by, textOf(before), null);
    });
  }

  /** The newest first; also of flags that are gone. */
  async changes(flagId: string, { limit, cursor }: PageQuery) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { flagId, ...before }, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(FlagChangeSchema, options);
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })), next };
  }

  async #write<Result>(work: (tx: EntityManager) => Promise<Result>): Promise<Result> {
    const result = await this.database.transaction(work).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new FeatureFlagNameTaken('There is a flag of that name.') : error;
    });
    this.#flags.forget(currentTenant());
    return result;
  }

  async #note(tx: EntityManager, flagId: string, by: string, before: FlagText | null, after: FlagText | null) {
    const at = this.clock.now();
    await tx.insert(FlagChangeSchema, { id: newId(at), flagId, by, at, before, after });
  }
}

async function found(db: EntityManager, id: string): Promise<FlagRow> {
  const row = await db.findOneBy(FlagSchema, { id });
  if (!row) throw new FeatureFlagNotFound('There is no such flag.', { id });
  return row;
}

function textOf({ name, description, isOn, percent, people, roles }: FlagRow): FlagText {
  return { name, description, isOn, percent, people, roles };
}
