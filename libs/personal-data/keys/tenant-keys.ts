import { createSecretKey, randomBytes } from 'node:crypto';
import { domainError } from '#libs/kernel/domain-error';
import type { Clock } from '#libs/kernel/clock';
import { TenantHasNoDatabase, type Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { KEY_BYTES, type MasterKeys } from '#libs/sealing/master-keys';
import { openBox, sealBox } from '#libs/sealing/sealed-box';
import { LRUCache } from 'lru-cache';
import { IsNull, Not } from 'typeorm';
import { z } from 'zod';
import { TenantCipher, type DataKey } from './tenant-cipher.js';
import { TenantKeySchema, type KeyPurpose, type TenantKeyRow } from './tenant-key.schema.js';

/** The tenant's keys were destroyed: what they sealed cannot be read any more, by anyone. */
export class TenantKeysDestroyed extends domainError('tenant-keys-destroyed', 'conflict') {}

/** A key that is not sealed: whoever has it reads what it sealed. */
export const ArchivedKey = z.object({
  purpose: z.enum(['data', 'index']),
  version: z.int(),
  sealedFor: z.string(),
  /** Base64. */
  key: z.string(),
});
export type ArchivedKey = z.infer<typeof ArchivedKey>;

interface Asked {
  readonly until: number;
  readonly cipher: Promise<TenantCipher>;
  isThere: boolean;
}

/** Another process hears of a rotation, or of keys that were destroyed, after so many ms. */
const FRESH_MS = 60_000;
const TENANTS_AT_ONCE = 2_000;

/**
 * Each tenant's own keys (envelope encryption): made when they are first needed, kept sealed by the master key of the environment in
 * the database of the platform, never with what they seal.
 */
export class TenantKeys {
  readonly #ciphers = new LRUCache<string, Asked>({ max: TENANTS_AT_ONCE });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly masters: MasterKeys,
  ) {}

  /**
   * Of the tenant in context. Ask before a transaction begins: what is not known yet is read.
   * @throws TenantKeysDestroyed, TenantHasNoDatabase
   */
  cipher(): Promise<TenantCipher> {
    const tenantId = currentTenant();
    const known = this.#ciphers.get(tenantId);
    if (!known || known.until <= this.clock.ms()) return this.#ask(tenantId);
    return known.isThere ? known.cipher : known.cipher.catch((error: unknown) => this.#askAgain(tenantId, error));
  }

  /** What is sealed from now on is sealed by a new key; older ones open what they sealed. @returns the version */
  async rotate(tenantId: string): Promise<number> {
    const version = await this.#inPlatform(async () => {
      const [newest] = await this.#kept(tenantId, 'data');
      if (newest?.sealedKey === null) throw destroyed();
      const next = (newest?.version ?? 0) + 1;
      await this.#make(tenantId, 'data', next);
      return next;
    });
    this.#ciphers.delete(tenantId);
    return version;
  }

  /** After a new master key: every key that an older one seals is sealed by the newest. Safe to repeat. @returns how many */
  rewrap(): Promise<number> {
    return this.#inPlatform(async () => {
      const db = await this.database.reader();
      const older = await db.findBy(TenantKeySchema, {
        masterId: Not(this.masters.newest.id),
        sealedKey: Not(IsNull()),
      });
      for (const row of older) await this.#reseal(row);
      return older.length;
    });
  }

  /** Crypto-shredding: all that was ever sealed for the tenant, in every copy of its databases, is noise from now on. */
  async destroy(tenantId: string): Promise<void> {
    const destroyedAt = this.clock.now();
    await this.#inPlatform(async () => {
      for (const purpose of ['data', 'index'] as const) {
        if ((await this.#kept(tenantId, purpose)).length === 0) await this.#make(tenantId, purpose, 1);
      }
      await this.database.transaction((tx) =>
        tx.update(TenantKeySchema, { tenantId, sealedKey: Not(IsNull()) }, { sealedKey: null, destroyedAt }),
      );
    });
    this.#ciphers.delete(tenantId);
  }

  /** All of a tenant's keys as they are, for an archive that has to be read without this database; none once they are destroyed. */
  async taken(tenantId: string): Promise<ArchivedKey[]> {
    const rows = await this.#inPlatform(async () =>
      (await this.database.reader()).findBy(TenantKeySchema, { tenantId, sealedKey: Not(IsNull()) }),
    );
    return rows.map((row) => ({ ...keyOf(row), key: this.#opened(row).toString('base64') }));
  }

  /** Nothing of them is left, as of a tenant that never was: its database goes too. */
  async remove(tenantId: string): Promise<void> {
    await this.give(tenantId, []);
  }

  /** In place of the tenant's own, by which nothing is sealed yet. Safe to repeat. */
  async give(tenantId: string, keys: readonly ArchivedKey[]): Promise<void> {
    const createdAt = this.clock.now();
    const rows = keys.map(({ key, ...each }) => {
      const row = { ...each, tenantId };
      return { ...row, ...this.#sealed(row, Buffer.from(key, 'base64')), createdAt, destroyedAt: null };
    });
    await this.#inPlatform(() =>
      this.database.transaction(async (tx) => {
        await tx.delete(TenantKeySchema, { tenantId });
        if (rows.length > 0) await tx.insert(TenantKeySchema, rows);
      }),
    );
    this.#ciphers.delete(tenantId);
  }

  #ask(tenantId: string): Promise<TenantCipher> {
    const cipher = this.#inPlatform(() => this.#load(tenantId));
    const asked: Asked = { until: this.clock.ms() + FRESH_MS, cipher, isThere: false };
    this.#ciphers.set(tenantId, asked);
    cipher.then(
      () => (asked.isThere = true),
      () => this.#ciphers.get(tenantId) === asked && this.#ciphers.delete(tenantId),
    );
    return cipher;
  }

  /** Others may have asked before the tenant had a database: their answer is not that of who comes after it. */
  #askAgain(tenantId: string, error: unknown): Promise<TenantCipher> {
    if (error instanceof TenantHasNoDatabase) return this.#ask(tenantId);
    throw error;
  }

  async #load(tenantId: string): Promise<TenantCipher> {
    const data = await this.#atLeastOne(tenantId, 'data');
    const index = await this.#atLeastOne(tenantId, 'index');
    return new TenantCipher(data, index[0].key);
  }

  async #atLeastOne(tenantId: string, purpose: KeyPurpose): Promise<[DataKey, ...DataKey[]]> {
    if ((await this.#kept(tenantId, purpose)).length === 0) await this.#makeFirst(tenantId, purpose);
    const rows = await this.#kept(tenantId, purpose);
    const keys: DataKey[] = rows.map((row) => ({ ...keyOf(row), key: createSecretKey(this.#opened(row)) }));
    return keys as [DataKey, ...DataKey[]];
  }

  /**
   * A tenant has its first keys from when its database is made and seeded, where nothing of the platform is under way. For one that is
   * not there a unit of work of the platform may be asking: where there is one writer, making any would wait for that very unit.
   */
  async #makeFirst(tenantId: string, purpose: KeyPurpose): Promise<void> {
    if ((await this.database.schemaState(tenantId)) === 'absent')
      throw new TenantHasNoDatabase('The tenant has no database here.', { tenantId });
    await this.#make(tenantId, purpose, 1);
  }

  /** The newest first. */
  async #kept(tenantId: string, purpose: KeyPurpose): Promise<TenantKeyRow[]> {
    const db = await this.database.reader();
    return db.find(TenantKeySchema, { where: { tenantId, purpose }, order: { version: 'DESC' } });
  }

  /** Who comes second takes the key of who was first. */
  async #make(tenantId: string, purpose: KeyPurpose, version: number): Promise<void> {
    const sealed = this.#sealed({ tenantId, purpose, version }, randomBytes(KEY_BYTES));
    const row = {
      tenantId,
      purpose,
      version,
      sealedFor: tenantId,
      ...sealed,
      createdAt: this.clock.now(),
      destroyedAt: null,
    };
    await this.database
      .transaction((tx) => tx.insert(TenantKeySchema, row))
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
  }

  async #reseal(row: TenantKeyRow): Promise<void> {
    const { tenantId, purpose, version, masterId } = row;
    const sealed = this.#sealed(row, this.#opened(row));
    const where = { tenantId, purpose, version, masterId, sealedKey: Not(IsNull()) };
    await this.database.transaction((tx) => tx.update(TenantKeySchema, where, sealed));
  }

  #sealed(row: Pick<TenantKeyRow, 'tenantId' | 'purpose' | 'version'>, key: Buffer) {
    const { id: masterId, key: master } = this.masters.newest;
    return { masterId, sealedKey: sealBox(master, key, boundTo(row)).toString('base64') };
  }

  #opened(row: TenantKeyRow): Buffer {
    if (row.sealedKey === null) throw destroyed();
    const master = this.masters.find(row.masterId);
    const key = master && openBox(master.key, Buffer.from(row.sealedKey, 'base64'), boundTo(row));
    if (!key) throw new Error(`the master key ${row.masterId} of a tenant's key is not in the environment`);
    return key;
  }

  #inPlatform<T>(work: () => Promise<T>): Promise<T> {
    return runAsTenant(PLATFORM_TENANT, work);
  }
}

function keyOf({ purpose, version, sealedFor }: TenantKeyRow) {
  return { purpose, version, sealedFor };
}

function boundTo({ tenantId, purpose, version }: Pick<TenantKeyRow, 'tenantId' | 'purpose' | 'version'>): string {
  return `${tenantId}\n${purpose}\n${version}`;
}

function destroyed(): TenantKeysDestroyed {
  return new TenantKeysDestroyed('The keys of this tenant were destroyed.');
}
