import type { ScopedPermissions } from '#libs/kernel/data-scope';
import { TOKEN_AUDIENCE, TOKEN_ISSUER } from '#libs/web/access/token-verifier';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export interface TokenClaims {
  readonly subject: string;
  readonly kind: 'person' | 'client' | 'service' | 'visitor';
  readonly tenantId?: string;
  readonly permissions: readonly string[];
  readonly dataScope?: ScopedPermissions;
  readonly sessionId?: string;
}

/** Signs tokens as common-center would, with keys of its own. */
export class TestIssuer {
  private constructor(
    private readonly privateKey: CryptoKey,
    private readonly publicKey: JWK,
  ) {}

  static async create(): Promise<TestIssuer> {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    return new TestIssuer(privateKey, { ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA' });
  }

  jwks(): { keys: JWK[] } {
    return { keys: [this.publicKey] };
  }

  /** Valid for an hour from `now`. */
  async token(claims: TokenClaims, now: Date): Promise<string> {
    const { subject, kind, tenantId, permissions, dataScope: dsc, sessionId: sid } = claims;
    const seconds = Math.floor(now.getTime() / 1_000);
    return new SignJWT({
      kind,
      scope: permissions.join(' '),
      dsc,
      sid,
      ...(tenantId === undefined ? {} : { tid: tenantId }),
    })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'test' })
      .setSubject(subject)
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 3_600)
      .sign(this.privateKey);
  }
}
