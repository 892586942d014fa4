import { createHash } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { SealedSecrets } from '../secrets/sealed-secrets.js';
import { hashOf, newSecret } from '../session/refresh-token.js';
import { RedirectNotRegistered } from './oidc.errors.js';
import { OidcVisitSchema } from './provider.schema.js';
import type { ProviderRow } from './provider.schema.js';
import { ProviderService } from './provider.service.js';
import { RemoteProvider } from './remote-provider.js';

const LIFETIME_MS = 600_000;

export interface Departure {
  readonly authorizationUrl: string;
  /** Kept by the browser that began: who is made to finish somebody else's log-in does not have it. */
  readonly loginKey: string;
}

export interface Return {
  readonly state: string;
  readonly code: string;
  readonly loginKey: string;
}

/** Sends people to their provider and takes them back, each visit once: authorization code with PKCE (RFC 7636), state and nonce. */
@Injectable()
export class OidcVisits {
  constructor(
    private readonly providers: ProviderService,
    private readonly remote: RemoteProvider,
    private readonly secrets: SealedSecrets,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws ProviderNotFound, RedirectNotRegistered, Refusal 502 `provider-unreachable` */
  async begin(providerId: string, redirectUri: string): Promise<Departure> {
    const provider = await this.providers.get(providerId);
    if (!provider.redirectUris.includes(redirectUri))
      throw new RedirectNotRegistered('People are not led back to this address.');
    const url = new URL(await this.remote.authorizationEndpoint(provider));
    const [state, loginKey, nonce, verifier] = [newSecret(), newSecret(), newSecret(), newSecret()];
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const query = { response_type: 'code', client_id: provider.clientId, redirect_uri: redirectUri, state, nonce };
    const scope = ['openid', ...provider.scopes].join(' ');
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    for (const [name, value] of Object.entries({ ...query, scope, ...pkce })) url.searchParams.set(name, value);
    const stateHash = hashOf(state);
    const sealedVerifier = this.secrets.seal(Buffer.from(verifier), stateHash);
    const expiresAt = new Date(this.clock.ms() + LIFETIME_MS);
    const visit = {
      stateHash,
      providerId,
      loginKeyHash: hashOf(loginKey),
      nonce,
      sealedVerifier,
      redirectUri,
      expiresAt,
    };
    await this.database.transaction(async (tx) => {
      await tx.delete(OidcVisitSchema, { expiresAt: LessThan(this.clock.now()) });
      await tx.insert(OidcVisitSchema, visit);
    });
    return { authorizationUrl: url.href, loginKey };
  }

  /** Who the provider says has come back. @throws Refusal 401 `oidc-refused`, 502 `provider-unreachable` */
  async end({ state, code, loginKey }: Return): Promise<{ provider: ProviderRow; claims: Claims }> {
    const visit = await this.#taken(hashOf(state));
    if (!visit || visit.loginKeyHash !== hashOf(loginKey) || visit.expiresAt <= this.clock.now())
      throw new Refusal(401, 'oidc-refused', 'This log-in was not begun here, or too long ago.');
    const provider = await this.providers.get(visit.providerId);
    const verifier = this.secrets.open(visit.sealedVerifier, visit.stateHash).toString();
    const { redirectUri, nonce } = visit;
    return { provider, claims: await this.remote.claimsFor(provider, { code, verifier, redirectUri, nonce }) };
  }

  /** Of several who bring it only one finds it: a deletion counts once. */
  #taken(stateHash: string) {
    return this.database.transaction(async (tx) => {
      const visit = await tx.findOneBy(OidcVisitSchema, { stateHash });
      const { affected } = await tx.delete(OidcVisitSchema, { stateHash });
      return affected === 1 ? visit : null;
    });
  }
}

export type Claims = Awaited<ReturnType<RemoteProvider['claimsFor']>>;
