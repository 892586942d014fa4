import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { DATA_SCOPES, type ScopedPermissions } from '#libs/kernel/data-scope';
import type { Clock } from '#libs/kernel/clock';
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Refusal } from '../http/problem.js';

export const TOKEN_ISSUER = 'switchboard';
export const TOKEN_AUDIENCE = 'switchboard';

/** Where the public keys come from: common-center's `/.well-known/jwks.json`, or the issuer itself. */
export abstract class SigningKeys {
  abstract fetch(): Promise<JSONWebKeySet>;
}

export interface Verified {
  readonly identity: Identity;
  /** A service's own token has none. */
  readonly tenantId: string | undefined;
  /** ms since 1970. */
  readonly expiresAt: number;
}

/** An unknown key is asked for at most this often, so that forged key ids are no lever. */
const REFRESH_EVERY_MS = 5_000;

/** Checks EdDSA tokens against the published keys; a checked token is remembered until it expires. */
export class TokenVerifier {
  readonly #checked = new LRUCache<string, Verified>({ max: 10_000 });
  #keys: Promise<ReturnType<typeof createLocalJWKSet>> | undefined;
  #fetchedAt = 0;

  constructor(
    private readonly signingKeys: SigningKeys,
    private readonly clock: Clock,
  ) {}

  /** At once for a token that was checked before. */
  known(token: string): Verified | undefined {
    const known = this.#checked.get(token);
    return known !== undefined && known.expiresAt > this.clock.ms() ? known : undefined;
  }

  /** @throws Refusal 401 `token-expired` or `token-invalid`, 503 `keys-unavailable` */
  async verify(token: string): Promise<Verified> {
    const known = this.known(token);
    if (known !== undefined) return known;
    const now = this.clock.ms();
    const payload = await this.#payload(token, now);
    const expiresAt = (payload.exp ?? 0) * 1_000;
    const verified = { identity: identityOf(payload, token), tenantId: stringOf(payload.tid), expiresAt };
    this.#checked.set(token, verified);
    return verified;
  }

  async #payload(token: string, now: number): Promise<JWTPayload> {
    try {
      return await this.#check(token, now);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || now - this.#fetchedAt < REFRESH_EVERY_MS)
        throw refusalOf(error);
      this.#keys = undefined;
      return this.#check(token, now).catch((again: unknown) => {
        throw refusalOf(again);
      });
    }
  }

  async #check(token: string, now: number): Promise<JWTPayload> {
    const keys = await this.#keySet(now);
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['EdDSA'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      currentDate: new Date(now),
      clockTolerance: 5,
      requiredClaims: ['sub', 'exp', 'kind'],
    });
    return payload;
  }

  #keySet(now: number) {
    this.#keys ??= this.#fetch(now);
    return this.#keys;
  }

  async #fetch(now: number) {
    try {
      const keys = createLocalJWKSet(await this.signingKeys.fetch());
      this.#fetchedAt = now;
      return keys;
    } catch {
      this.#keys = undefined;
      throw new Refusal(503, 'keys-unavailable', 'Tokens cannot be checked at the moment.');
    }
  }
}

function identityOf(payload: JWTPayload, token: string): Identity {
  const kind = payload.kind;
  if (!isKind(kind)) throw invalid();
  const sessionId = stringOf(payload.sid);
  return {
    subject: payload.sub!,
    kind,
    ...(sessionId !== undefined && { sessionId }),
    permissions: (stringOf(payload.scope) ?? '').split(' ').filter(Boolean),
    ...(payload.dsc !== undefined && { dataScope: scopedPermissionsOf(payload.dsc) }),
    token,
  };
}

const ScopedPermissionsClaim = z.object({
  base: z.enum(DATA_SCOPES),
  further: z.partialRecord(z.enum(DATA_SCOPES), z.array(z.string())).optional(),
});

function scopedPermissionsOf(claim: unknown): ScopedPermissions {
  const read = ScopedPermissionsClaim.safeParse(claim);
  if (!read.success) throw invalid();
  const { base, further } = read.data;
  return further ? { base, further } : { base };
}

const KINDS: readonly unknown[] = ['person', 'client', 'service', 'visitor'] satisfies Identity['kind'][];

function isKind(kind: unknown): kind is Identity['kind'] {
  return KINDS.includes(kind);
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return error instanceof errors.JWTExpired ? new Refusal(401, 'token-expired', 'The token has expired.') : invalid();
}

function invalid(): Refusal {
  return new Refusal(401, 'token-invalid', 'The token is not one of ours.');
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
