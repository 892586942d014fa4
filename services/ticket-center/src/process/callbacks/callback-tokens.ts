import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { SERVICE_SECRETS } from '#libs/web/access/service-secret';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CallbackTokenExpired, CallbackTokenInvalid } from './callback.errors.js';

const KEY_BYTES = 32;
const PURPOSE = 'switchboard process callback';

/** The wait a token opens, once. */
export interface CallbackRef {
  readonly instance: string;
  readonly wait: number;
}

/** Instance, wait, and when it expires in s since 1970. */
const Content = z.tuple([z.string(), z.int(), z.int()]);

/**
 * Tokens with which a system outside answers a call later: what they open, and an HMAC-SHA-256 over it and the tenant. The keys
 * are derived (HKDF, RFC 5869) from the secrets in the environment of every process of the service; nothing is kept, so who
 * reads the database can make none.
 */
@Injectable()
export class CallbackTokens {
  readonly #keys: readonly Buffer[];

  constructor(
    @Inject(SERVICE_SECRETS) secrets: readonly string[],
    private readonly clock: Clock,
  ) {
    this.#keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES)));
  }

  /** The same for the same arguments as long as the secret is. */
  sign({ instance, wait }: CallbackRef, expiresAt: Date): string {
    const content = JSON.stringify([instance, wait, Math.floor(expiresAt.getTime() / 1_000)]);
    const text = Buffer.from(content).toString('base64url');
    return `${text}.${macOf(text, this.#keys[0]!)}`;
  }

  /** @throws CallbackTokenInvalid, CallbackTokenExpired */
  read(token: string): CallbackRef {
    const [text = '', mac = ''] = token.split('.', 2);
    if (!this.#isSigned(text, mac)) throw new CallbackTokenInvalid('This address was not given out here.');
    const [instance, wait, expires] = Content.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    if (expires * 1_000 <= this.clock.ms()) throw new CallbackTokenExpired('This address is not good any more.');
    return { instance, wait };
  }

  /** Every key is tried, so that the time says nothing of which one it was. */
  #isSigned(text: string, mac: string): boolean {
    return this.#keys.map((key) => isSame(macOf(text, key), mac)).includes(true);
  }
}

function macOf(text: string, key: Buffer): string {
  return createHmac('sha256', key).update(`${currentTenant()}\n${text}`).digest('base64url');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
