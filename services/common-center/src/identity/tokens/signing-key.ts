import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Clock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import { SigningKeySchema, type SigningKeyRow } from '../infra/signing-key.schema.js';
import type { SealedSecrets } from '../secrets/sealed-secrets.js';
import { ANNOUNCED_MS, publishedAt, signingAt, type InTurn } from './signing-key-ring.js';

export interface KeyPair extends InTurn {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JWK;
  /** In ms since 1970; undefined for the one from the environment. */
  readonly madeAt: number | undefined;
}

/** Of the key that is made once; those after it are named by the one before them. */
const FIRST = 'tokens';
/** Other instances see a new key after so long: well before it signs. */
const REREAD_MS = 30_000;

/**
 * The Ed25519 keys all tokens are signed with, one at a time. The first is from the environment or, which only the embedded
 * profile allows, made once and kept in the platform tenant's database; tokens outlive a restart, and instances share them.
 * Those that follow are kept there too, encrypted.
 */
export class SigningKey {
  #keys: Promise<KeyPair[]> | undefined;
  #readAt = 0;

  constructor(
    private readonly configured: KeyObject | undefined,
    private readonly database: Database,
    private readonly secrets: SealedSecrets,
    private readonly clock: Clock,
  ) {}

  /** The one that signs now. */
  async pair(): Promise<KeyPair> {
    const keys = await this.#current();
    return signingAt(keys, this.clock.ms());
  }

  /** The public halves of those that signed what is good now, of the one that signs, and of the next. */
  async published(): Promise<JWK[]> {
    return publishedAt(await this.#current(), this.clock.ms()).map(({ publicJwk }) => publicJwk);
  }

  /** Announces the next key; one that is announced already stays the next. Answers when it begins to sign. */
  async rotate(): Promise<{ id: string; signsFrom: Date }> {
    this.#keys = undefined;
    const [newest, now] = [(await this.#current()).at(-1)!, this.clock.now()];
    if (newest.signsFrom <= now.getTime()) await runAsTenant(PLATFORM_TENANT, () => this.#announce(newest, now));
    this.#keys = undefined;
    const { id, signsFrom } = (await this.#current()).at(-1)!;
    return { id, signsFrom: new Date(signsFrom) };
  }

  /** What was read before is better than nothing while the database is away. */
  #current(): Promise<KeyPair[]> {
    const now = this.clock.ms();
    if (this.#keys && now - this.#readAt < REREAD_MS) return this.#keys;
    const before = this.#keys;
    this.#readAt = now;
    this.#keys = this.#load().catch((error: unknown) => {
      this.#keys = before;
      if (before) return before;
      throw error;
    });
    return this.#keys;
  }

  #load(): Promise<KeyPair[]> {
    return runAsTenant(PLATFORM_TENANT, async () => {
      const first = this.configured ? undefined : await this.#kept();
      const privateKey = this.configured ?? createPrivateKey(first!.pkcs8);
      const keys = [await pairOf(privateKey, 0, first?.createdAt.getTime())];
      for (const { name, pkcs8, signsFrom, createdAt } of await this.#followers())
        keys.push(await pairOf(this.#opened(pkcs8, name), signsFrom!.getTime(), createdAt.getTime()));
      return keys;
    });
  }

  /** Named by the one before it: of several that rotate at once only one decides. */
  #announce({ id }: KeyPair, now: Date): Promise<void> {
    const name = id.slice(0, 32);
    const pkcs8 = this.secrets.seal(Buffer.from(newKey()), name);
    return this.#insert({ name, pkcs8, createdAt: now, signsFrom: new Date(now.getTime() + ANNOUNCED_MS) });
  }

  /** Inserted before it is read: of several instances that start together only one decides. */
  async #kept(): Promise<SigningKeyRow> {
    const known = await this.#read();
    if (known) return known;
    await this.#insert({ name: FIRST, pkcs8: newKey(), createdAt: this.clock.now(), signsFrom: null });
    return (await this.#read())!;
  }

  async #insert(row: SigningKeyRow): Promise<void> {
    await this.database
      .transaction((tx) => tx.insert(SigningKeySchema, row))
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
  }

  async #read(): Promise<SigningKeyRow | null> {
    return (await this.database.reader()).findOneBy(SigningKeySchema, { name: FIRST });
  }

  async #followers(): Promise<SigningKeyRow[]> {
    const rows = await (await this.database.reader()).find(SigningKeySchema, { order: { signsFrom: 'ASC' } });
    return rows.filter(({ signsFrom }) => signsFrom !== null);
  }

  #opened(sealed: string, name: string): KeyObject {
    return createPrivateKey(this.secrets.open(sealed, name).toString());
  }
}

function newKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

async function pairOf(privateKey: KeyObject, signsFrom: number, madeAt: number | undefined): Promise<KeyPair> {
  const jwk = await exportJWK(createPublicKey(privateKey));
  const id = await calculateJwkThumbprint(jwk);
  return { id, privateKey, publicJwk: { ...jwk, kid: id, alg: 'EdDSA', use: 'sig' }, signsFrom, madeAt };
}
