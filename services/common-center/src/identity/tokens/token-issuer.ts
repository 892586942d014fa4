import type { Live } from '#libs/discovery/config/live-value';
import type { ScopedPermissions } from '#libs/kernel/data-scope';
import { Clock } from '#libs/kernel/clock';
import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { TOKEN_AUDIENCE, TOKEN_ISSUER } from '#libs/web/access/token-verifier';
import { Inject, Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import type { IdentitySettings } from '#libs/contracts/settings/identity';
import { IDENTITY_SETTINGS } from '../identity-settings.js';
import { SigningKey } from './signing-key.js';

export interface TokenFor {
  readonly subject: string;
  readonly kind: Identity['kind'];
  /** A service's own token has none. */
  readonly tenantId?: string;
  readonly scope: string;
  /** Whose data; null: the whole tenant's. */
  readonly dataScope?: ScopedPermissions | null;
  /** Not good any more then, however long tokens last. */
  readonly notAfter?: Date | null;
  readonly name?: string;
  /** The log-in it comes from; of a client what it may come in by, until its secret is renewed. */
  readonly sessionId?: string;
  /** How the person proved who they are (RFC 8176). */
  readonly amr?: readonly string[];
}

export interface IssuedToken {
  readonly token: string;
  readonly scope: string;
  /** Seconds. */
  readonly expiresIn: number;
}

const LIFETIME_S: Record<Exclude<Identity['kind'], 'person'>, number> = { client: 3_600, service: 600, visitor: 900 };

@Injectable()
export class TokenIssuer {
  constructor(
    private readonly signingKey: SigningKey,
    @Inject(IDENTITY_SETTINGS) private readonly settings: Live<IdentitySettings>,
    private readonly clock: Clock,
  ) {}

  async issue({
    subject,
    kind,
    tenantId,
    scope,
    dataScope,
    notAfter,
    name,
    sessionId,
    amr,
  }: TokenFor): Promise<IssuedToken> {
    const { id, privateKey } = await this.signingKey.pair();
    const issuedAt = Math.floor(this.clock.ms() / 1_000);
    const lifetime = kind === 'person' ? this.settings.current.personTokenSeconds : LIFETIME_S[kind];
    const expiresIn = notAfter ? Math.min(lifetime, Math.floor(notAfter.getTime() / 1_000) - issuedAt) : lifetime;
    const token = await new SignJWT({
      kind,
      scope,
      dsc: dataScope ?? undefined,
      tid: tenantId,
      name,
      sid: sessionId,
      amr,
    })
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
