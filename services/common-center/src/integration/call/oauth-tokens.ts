import { Clock } from '#libs/kernel/clock';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { request, type Agent } from 'undici';
import { z } from 'zod';
import type { Auth } from '../domain/interface-document.js';
import type { OpenedSecret } from '../secret/interface-secrets.js';
import { InterfaceFault } from './interface-fault.js';

type OAuth = Extract<Auth, { kind: 'oauth2' }>;

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(300) });
const TIMEOUT_MS = 10_000;
/** A token is replaced before it could end on its way. */
const MARGIN_MS = 30_000;
const KEPT = 2_000;

interface Token {
  readonly value: string;
  readonly until: number;
}

export interface TokenFor {
  readonly target: string;
  readonly interfaceId: string;
  readonly auth: OAuth;
  readonly secret: OpenedSecret;
  readonly agent: Agent;
}

/** Tokens of OAuth 2.0 client credentials (RFC 6749 §4.4), kept in this process for as long as they hold. */
@Injectable()
export class OAuthTokens {
  readonly #tokens = new LRUCache<string, Token>({ max: KEPT });
  readonly #asking = new Map<string, Promise<string>>();

  constructor(private readonly clock: Clock) {}

  /** Whoever asks while one is being fetched waits for that one. @throws InterfaceFault `interface-token-refused` */
  async of(what: TokenFor): Promise<string> {
    const name = nameOf(what);
    const known = this.#tokens.get(name);
    if (known && known.until > this.clock.ms()) return known.value;
    const asking = this.#asking.get(name) ?? this.#fetch(name, what).finally(() => this.#asking.delete(name));
    this.#asking.set(name, asking);
    return asking;
  }

  /** The other side does not take it any more. */
  forget(what: TokenFor, token: string): void {
    const name = nameOf(what);
    if (this.#tokens.get(name)?.value === token) this.#tokens.delete(name);
  }

  async #fetch(name: string, what: TokenFor): Promise<string> {
    const { access_token: value, expires_in: seconds } = await ask(what);
    const until = this.clock.ms() + Math.max(seconds * 1_000 - MARGIN_MS, 1_000);
    this.#tokens.set(name, { value, until });
    return value;
  }
}

function nameOf({ interfaceId, auth, secret }: TokenFor): string {
  const { tokenUrl, clientId, scope } = auth;
  return JSON.stringify([currentTenant(), interfaceId, tokenUrl, clientId, scope, secret.revision]);
}

async function ask({ target, auth, secret, agent }: TokenFor): Promise<z.output<typeof TokenAnswer>> {
  const { tokenUrl, clientId, scope, clientAuth } = auth;
  const pair = [clientId, secret.value].map((part) => encodeURIComponent(part)).join(':');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(scope !== null && { scope }),
    ...(clientAuth === 'form' && { client_id: clientId, client_secret: secret.value }),
  });
  const answer = await request(tokenUrl, {
    dispatcher: agent,
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(clientAuth === 'basic' && { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }),
    },
    body: form.toString(),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const read = TokenAnswer.safeParse(await answer.body.json().catch(() => undefined));
  if (answer.statusCode !== 200 || !read.success)
    throw new InterfaceFault(target, 'interface-token-refused', `${target} was given no token (${answer.statusCode})`);
  return read.data;
}
