import { createHash } from 'node:crypto';
import { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import type { Clock } from '#libs/kernel/clock';
import { StubRefusal, StubService } from '#libs/testing/doubles/stub-service';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';

/** What the next code is worth. */
interface Grant {
  readonly claims: Record<string, unknown>;
  readonly challenge: string;
  readonly redirectUri: string;
}

/** An OpenID provider that says what a spec wants; it checks PKCE, client and address as a real one does. */
export class ScriptedProvider {
  readonly clientId = 'switchboard-at-idp';
  readonly clientSecret = 'secret at the provider: & =';
  readonly #grants = new Map<string, Grant>();

  private constructor(
    private readonly stub: StubService,
    private readonly key: CryptoKey,
    private readonly clock: Clock,
  ) {}

  static async start(clock: Clock): Promise<ScriptedProvider> {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const stub = await StubService.start('idp', new MemoryRegistry());
    const provider = new ScriptedProvider(stub, privateKey, clock);
    const jwk = { ...(await exportJWK(publicKey)), kid: 'idp-1', alg: 'RS256' };
    stub.answers('GET', '/jwks', () => ({ keys: [jwk] }));
    provider.speaksFor(provider.issuer);
    stub.answers('POST', '/token', (body, { authorization }) => provider.#redeem(body as string, authorization));
    return provider;
  }

  get issuer(): string {
    return this.stub.url;
  }

  get host(): string {
    return new URL(this.issuer).host;
  }

  /** How many requests came. */
  get asked(): number {
    return this.stub.asked.length;
  }

  speaksFor(issuer: string): void {
    this.stub.answers('GET', '/.well-known/openid-configuration', () => ({
      issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
    }));
  }

  /** The person logs in there; gives what the browser brings back. */
  logsIn(authorizationUrl: string, claims: Record<string, unknown>): { code: string; state: string } {
    const asked = new URL(authorizationUrl).searchParams;
    const code = `code-${this.#grants.size + 1}`;
    const claimed = { nonce: asked.get('nonce'), aud: this.clientId, iss: this.issuer, ...claims };
    const [challenge, redirectUri] = [asked.get('code_challenge')!, asked.get('redirect_uri')!];
    this.#grants.set(code, { claims: claimed, challenge, redirectUri });
    return { code, state: asked.get('state')! };
  }

  stop(): Promise<void> {
    return this.stub.stop();
  }

  async #redeem(body: string, authorization: string | undefined): Promise<object> {
    const form = new URLSearchParams(body);
    const grant = this.#grants.get(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const pair = [this.clientId, this.clientSecret].map(encodeURIComponent).join(':');
    const isClient = authorization === `Basic ${Buffer.from(pair).toString('base64')}`;
    if (!grant || !isClient || challenge !== grant.challenge || form.get('redirect_uri') !== grant.redirectUri)
      throw new StubRefusal(400, { error: 'invalid_grant' });
    return { id_token: await this.#sign(grant.claims), access_token: 'unused', token_type: 'Bearer' };
  }

  #sign(claims: Record<string, unknown>): Promise<string> {
    const now = Math.floor(this.clock.ms() / 1_000);
    const times = { iat: now, exp: now + 300 };
    return new SignJWT({ ...times, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'idp-1' }).sign(this.key);
  }
}
