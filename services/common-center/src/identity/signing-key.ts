import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Clock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant-id';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import { SigningKeySchema } from './infra/signing-key.schema.js';

export interface KeyPair {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JWK;
}

const NAME = 'tokens';

/**
 * The Ed25519 key all tokens are signed with. Without one from the environment, which only the embedded profile allows, it
 * is made once and kept in the platform tenant's database: tokens outlive a restart, and instances share it.
 */
export class SigningKey {
  #pair: Promise<KeyPair> | undefined;

  constructor(
    private readonly configured: KeyObject | undefined,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  pair(): Promise<KeyPair> {
    this.#pair ??= this.#load().catch((error: unknown) => {
      this.#pair = undefined;
      throw error;
    });
    return this.#pair;
  }

  async #load(): Promise<KeyPair> {
    const privateKey = this.configured ?? createPrivateKey(await runAsTenant(PLATFORM_TENANT, () => this.#kept()));
    const jwk = await exportJWK(createPublicKey(privateKey));
    const id = await calculateJwkThumbprint(jwk);
    return { id, privateKey, publicJwk: { ...jwk, kid: id, alg: 'EdDSA', use: 'sig' } };
  }

  /** Inserted before it is read: of several instances that start together only one decides. */
  async #kept(): Promise<string> {
    const known = await this.#read();
    if (known !== undefined) return known;
    const pkcs8 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const row = { name: NAME, pkcs8, createdAt: this.clock.now() };
    await this.database
      .transaction((tx) => tx.insert(SigningKeySchema, row))
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
    return (await this.#read())!;
  }

  async #read(): Promise<string | undefined> {
    const row = await (await this.database.reader()).findOneBy(SigningKeySchema, { name: NAME });
    return row?.pkcs8;
  }
}
