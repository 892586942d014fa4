import { Clock } from '#libs/kernel/clock';
import type { Identity } from '#libs/persistence/tenant-context';
import { TOKEN_AUDIENCE, TOKEN_ISSUER } from '#libs/web/token-verifier';
import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { SigningKey } from './signing-key.js';

export interface TokenFor {
  readonly subject: string;
  readonly kind: Identity['kind'];
  /** A service's own token has none. */
  readonly tenantId?: string;
  readonly scope: string;
  readonly name?: string;
}

export interface IssuedToken {
  readonly token: string;
  readonly scope: string;
  /** Seconds. */
  readonly expiresIn: number;
}

const LIFETIME_S: Record<Identity['kind'], number> = { person: 3_600, client: 3_600, service: 600, visitor: 900 };

@Injectable()
export class TokenIssuer {
  constructor(
    private readonly signingKey: SigningKey,
    private readonly clock: Clock,
  ) {}

  async issue({ subject, kind, tenantId, scope, name }: TokenFor): Promise<IssuedToken> {
    const { id, privateKey } = await this.signingKey.pair();
    const issuedAt = Math.floor(this.clock.now().getTime() / 1_000);
    const expiresIn = LIFETIME_S[kind];
    const token = await new SignJWT({ kind, scope, ...(tenantId && { tid: tenantId }), ...(name && { name }) })
      .setProtectedHeader({ alg: 'EdDSA', kid: id })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + expiresIn)
      .sign(privateKey);
    return { token, scope, expiresIn };
  }
}
