import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Live } from '#libs/discovery/live-value';
import { isInside } from '#libs/web/outside-address';
import { Refusal } from '#libs/web/problem';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';
import type { IdentitySettings } from '#libs/contracts/settings/identity';
import { IDENTITY_SETTINGS } from '../identity-settings.js';

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 1_000_000;

/** A form to post, or nothing to get. */
export interface OutsideRequest {
  readonly form?: URLSearchParams;
  readonly authorization?: string;
}

/**
 * Asks providers outside: over https, no redirects, and no address inside, looked at when the connection is made, so that a
 * name which means another address later leads nowhere. Hosts that the settings name are trusted with both.
 */
@Injectable()
export class OutsideFetch implements OnApplicationShutdown {
  readonly #outside = this.#agent(publicOnly);
  readonly #trusted = this.#agent();

  constructor(@Inject(IDENTITY_SETTINGS) private readonly settings: Live<IdentitySettings>) {}

  /** @throws Refusal 502 `provider-unreachable`: for every reason, so that it is no map of what is inside */
  async json(url: string, { form, authorization }: OutsideRequest = {}): Promise<unknown> {
    try {
      const answer = await request(this.#checked(url), {
        dispatcher: this.#isTrusted(new URL(url)) ? this.#trusted : this.#outside,
        method: form ? 'POST' : 'GET',
        headers: {
          accept: 'application/json',
          ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
          ...(authorization !== undefined && { authorization }),
        },
        body: form?.toString() ?? null,
      });
      if (answer.statusCode === 200) return await answer.body.json();
      await answer.body.dump();
    } catch {
      // Told below, like any other answer that is none.
    }
    throw new Refusal(502, 'provider-unreachable', 'The identity provider does not answer as it should.');
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.#outside.close(), this.#trusted.close()]);
  }

  #checked(text: string): URL {
    const url = new URL(text);
    if (this.#isTrusted(url)) return url;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (url.protocol !== 'https:' || (isIP(host) !== 0 && isInside(host))) throw new Error('not outside');
    return url;
  }

  #isTrusted({ host }: URL): boolean {
    return this.settings.current.trustedProviderHosts.includes(host);
  }

  #agent(lookUp?: LookupFunction): Agent {
    const timeouts = { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS, maxResponseSize: MOST_BYTES };
    return new Agent({ ...timeouts, connect: { timeout: TIMEOUT_MS, ...(lookUp && { lookup: lookUp }) } });
  }
}

/** Finds addresses outside; a name that has one inside has none. */
export const publicOnly: LookupFunction = (hostname, options, answer) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const inner = addresses?.some(({ address }) => isInside(address));
    if (error || inner || addresses.length === 0) return answer(error ?? new Error('not outside'), '', 0);
    return options.all ? answer(null, addresses) : answer(null, addresses[0]!.address, addresses[0]!.family);
  });
};
