import { Clock } from '#libs/kernel/clock';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { z } from 'zod';
import { OutsideFetch } from './outside-fetch.js';
import type { ProviderRow } from './provider.schema.js';
import { ProviderService } from './provider.service.js';

/** OpenID Connect Discovery 1.0 §3, what is used of it. */
const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});
type Metadata = z.infer<typeof Metadata>;

const TokenAnswer = z.object({ id_token: z.string() });
const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
/** Never `none`, nor a shared secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const CLOCK_TOLERANCE_S = 30;

export interface Redemption {
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
  readonly nonce: string;
}

/** Talks to a provider: where people log in, and who somebody is that comes back with a code. */
@Injectable()
export class RemoteProvider {
  constructor(
    private readonly outside: OutsideFetch,
    private readonly providers: ProviderService,
    private readonly clock: Clock,
  ) {}

  async authorizationEndpoint(provider: ProviderRow): Promise<string> {
    return (await this.#metadata(provider)).authorization_endpoint;
  }

  /** The verified claims of the ID token (OpenID Connect Core 1.0 §3.1.3.7). @throws Refusal 401 `oidc-refused`, 502 `provider-unreachable` */
  async claimsFor(provider: ProviderRow, redemption: Redemption): Promise<JWTPayload & { sub: string }> {
    const metadata = await this.#metadata(provider);
    const idToken = await this.#redeem(provider, metadata, redemption);
    const keys = KeySet.parse(await this.outside.json(metadata.jwks_uri)) as JSONWebKeySet;
    const claims = await this.#verified(idToken, keys, provider);
    const isForUs = claims.azp === undefined || claims.azp === provider.clientId;
    if (claims.nonce !== redemption.nonce || !isForUs || typeof claims.sub !== 'string') throw refused();
    return { ...claims, sub: claims.sub };
  }

  async #verified(idToken: string, keys: JSONWebKeySet, { issuer, clientId }: ProviderRow): Promise<JWTPayload> {
    const checks = { algorithms: ALGORITHMS, issuer, audience: clientId, currentDate: this.clock.now() };
    const more = { clockTolerance: CLOCK_TOLERANCE_S, requiredClaims: ['sub', 'exp', 'iat', 'nonce'] };
    try {
      return (await jwtVerify(idToken, createLocalJWKSet(keys), { ...checks, ...more })).payload;
    } catch {
      throw refused();
    }
  }

  async #redeem(provider: ProviderRow, { token_endpoint }: Metadata, { code, verifier, redirectUri }: Redemption) {
    const form = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri });
    form.set('code_verifier', verifier);
    const pair = [provider.clientId, this.providers.secretOf(provider)].map(encodeURIComponent).join(':');
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
    const answer = TokenAnswer.safeParse(await this.outside.json(token_endpoint, { form, authorization }));
    if (!answer.success) throw refused();
    return answer.data.id_token;
  }

  /** It has to speak for the issuer it was asked of (§4.3). */
  async #metadata({ issuer }: ProviderRow): Promise<Metadata> {
    const path = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const read = Metadata.safeParse(await this.outside.json(path));
    if (read.success && read.data.issuer === issuer) return read.data;
    throw new Refusal(502, 'provider-unreachable', 'The identity provider does not answer as it should.');
  }
}

function refused(): Refusal {
  return new Refusal(401, 'oidc-refused', 'The identity provider did not confirm who you are.');
}
