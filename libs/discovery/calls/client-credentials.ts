import type { Clock } from '#libs/kernel/clock';
import { newTraceparent } from '#libs/persistence/tenant/tenant-context';
import { z } from 'zod';
import { runWithoutDeadline } from './deadline.js';
import type { HttpCaller } from './http-caller.js';
import { readAnswer } from './read-answer.js';
import type { ServiceRoutes } from '../registry/routes.js';
import { ServiceTokens } from './service-tokens.js';

const ISSUER = 'common-center';
/** A token is replaced this long before it ends: longer than any call that carries it. */
const MARGIN_MS = 60_000;

const TokenAnswer = z.object({ access_token: z.string(), expires_in: z.number().positive() });

export interface ClientSecret {
  /** The service's name. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the token is to be good for (RFC 6749 §3.3); without it, all that the service may do. */
  readonly scope?: string;
}

interface Held {
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * The service's own token by OAuth 2 client credentials (RFC 6749 §4.4, but as JSON like everything between services), kept
 * until shortly before it ends.
 */
export class ClientCredentials extends ServiceTokens {
  #held: Held | undefined;
  #fetching: Promise<string> | undefined;

  constructor(
    private readonly caller: HttpCaller,
    private readonly routes: ServiceRoutes,
    private readonly secret: ClientSecret,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Whoever asks while it is being fetched waits for the same answer. */
  async token(): Promise<string> {
    if (this.#held !== undefined && this.#msLeft(this.#held) > MARGIN_MS) return this.#held.token;
    this.#fetching ??= runWithoutDeadline(() => this.#replace()).finally(() => (this.#fetching = undefined));
    return this.#fetching;
  }

  /** While common-center is away the old token does, as long as it is valid. */
  async #replace(): Promise<string> {
    try {
      this.#held = await this.#fetch();
    } catch (error) {
      if (this.#held === undefined || this.#msLeft(this.#held) <= 0) throw error;
    }
    return this.#held.token;
  }

  async #fetch(): Promise<Held> {
    const { clientId, clientSecret, scope } = this.secret;
    const client = { client_id: clientId, client_secret: clientSecret };
    const grant = { grant_type: 'client_credentials', ...client, ...(scope !== undefined && { scope }) };
    const asked = this.clock.ms();
    const answer = await this.caller.call(ISSUER, this.routes.to(ISSUER), {
      method: 'POST',
      path: '/oauth/token',
      headers: { 'content-type': 'application/json', traceparent: newTraceparent() },
      body: JSON.stringify(grant),
      announceDeadline: true,
    });
    const { access_token, expires_in } = readAnswer(ISSUER, answer, TokenAnswer);
    return { token: access_token, expiresAt: asked + expires_in * 1_000 };
  }

  #msLeft({ expiresAt }: Held): number {
    return expiresAt - this.clock.ms();
  }
}
