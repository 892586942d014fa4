import { Clock } from '#libs/kernel/clock';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Refusal } from '#libs/web/http/problem';
import { TOKEN_ISSUER } from '#libs/web/access/token-verifier';
import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose';
import type { Account } from '../domain/account.aggregate.js';
import { Accounts } from '../domain/account.repository.js';
import { hashOf } from '../session/refresh-token.js';
import { SigningKey } from '../tokens/signing-key.js';

const AUDIENCE = 'switchboard-mfa';
const LIFETIME_S = 300;

export interface MfaToken {
  readonly mfaToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

export interface PassedFirstStep {
  readonly account: Account;
  readonly amr: readonly string[];
}

/** What somebody gets for the right password where that is not enough: good for the second step and nothing else. */
@Injectable()
export class MfaTokens {
  constructor(
    private readonly signingKey: SigningKey,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** @param amr what was shown so far */
  async issue(account: Account, amr: readonly string[]): Promise<MfaToken> {
    const { id, privateKey } = await this.signingKey.pair();
    const issuedAt = Math.floor(this.clock.ms() / 1_000);
    const mfaToken = await new SignJWT({ tid: currentTenant(), pwd: markOf(account), amr })
      .setProtectedHeader({ alg: 'EdDSA', kid: id })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(account.id)
      .setExpirationTime(issuedAt + LIFETIME_S)
      .sign(privateKey);
    return { mfaToken, expiresIn: LIFETIME_S };
  }

  /** Whose password was right; it must not have been changed since. @throws Refusal 401 `mfa-token-refused` */
  async read(mfaToken: string): Promise<PassedFirstStep> {
    const { sub, tid, pwd, amr } = await this.#claims(mfaToken);
    if (sub === undefined || tid !== currentTenant()) throw refused();
    const account = await this.accounts.get(sub);
    if (!account.credentials || markOf(account) !== pwd) throw refused();
    return { account, amr };
  }

  async #claims(mfaToken: string) {
    const keys = createLocalJWKSet({ keys: await this.signingKey.published() });
    const checks = { algorithms: ['EdDSA'], issuer: TOKEN_ISSUER, audience: AUDIENCE, currentDate: this.clock.now() };
    try {
      return (await jwtVerify<{ tid?: unknown; pwd?: unknown; amr: string[] }>(mfaToken, keys, checks)).payload;
    } catch {
      throw refused();
    }
  }
}

function markOf({ credentials }: Account): string {
  return hashOf(credentials?.passwordHash ?? '').slice(0, 16);
}

function refused(): Refusal {
  return new Refusal(401, 'mfa-token-refused', 'Begin again with login and password.');
}
