import { ContactTellings, TELLINGS_AT_ONCE, type ToldContact } from '#libs/contracts/call-center/contact-tellings-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Injectable } from '@nestjs/common';
import type { Interval } from '../../figures/figures.api.js';

const TIMEOUT_MS = 10_000;
const PATH = '/internal/contact-tellings';

/** What call-center told of its contacts. */
@Injectable()
export class TellingsOfContacts {
  constructor(private readonly client: ServiceClient) {}

  /** Pages of those that began in the time, by id. @throws RemoteProblem, ServiceUnavailable, ServiceTimeout */
  async *begunIn({ from, to }: Interval): AsyncGenerator<ToldContact[], void, void> {
    const within = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
    for (let after = ''; ;) {
      const call = { method: 'GET' as const, path: `${PATH}?${within}${after}`, schema: ContactTellings };
      const page: ToldContact[] = (await this.client.request('call-center', { ...call, timeoutMs: TIMEOUT_MS })).items;
      yield page;
      if (page.length < TELLINGS_AT_ONCE) return;
      after = `&after=${page.at(-1)!.contactId}`;
    }
  }
}
