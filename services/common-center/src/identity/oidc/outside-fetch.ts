import type { IdentitySettings } from '#libs/contracts/settings/identity';
import type { Live } from '#libs/discovery/config/live-value';
import { OutsideConnections } from '#libs/web/outside/outside-connections';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';
import { IDENTITY_SETTINGS } from '../identity-settings.js';

const PURPOSE = 'identity-provider';
const TIMEOUT_MS = 5_000;
const MOST_BYTES = 1_000_000;

/** A form to post, or nothing to get. */
export interface OutsideRequest {
  readonly form?: URLSearchParams;
  readonly authorization?: string;
}

/** Asks providers outside: over https, no redirects, and no address inside. Hosts that the settings name are trusted with both. */
@Injectable()
export class OutsideFetch implements OnApplicationShutdown {
  readonly #trusted = new Agent({ maxResponseSize: MOST_BYTES, connect: { timeout: TIMEOUT_MS } });

  constructor(
    @Inject(IDENTITY_SETTINGS) private readonly settings: Live<IdentitySettings>,
    private readonly connections: OutsideConnections,
  ) {}

  /** @throws Refusal 502 `provider-unreachable`: for every reason, so that it is no map of what is inside */
  async json(url: string, { form, authorization }: OutsideRequest = {}): Promise<unknown> {
    try {
      const answer = await request(url, {
        dispatcher: this.#agentFor(new URL(url)),
        method: form ? 'POST' : 'GET',
        headers: {
          accept: 'application/json',
          ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
          ...(authorization !== undefined && { authorization }),
        },
        body: form?.toString() ?? null,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (answer.statusCode === 200) return await answer.body.json();
      await answer.body.dump();
    } catch {
      // Told below, like any other answer that is none.
    }
    throw new Refusal(502, 'provider-unreachable', 'The identity provider does not answer as it should.');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#trusted.close();
  }

  #agentFor({ host, href, protocol }: URL): Agent {
    if (this.settings.current.trustedProviderHosts.includes(host)) return this.#trusted;
    if (protocol !== 'https:') throw new Error('not over https');
    return this.connections.to(href, PURPOSE);
  }
}
