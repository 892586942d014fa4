import { RemoteError, RemoteProblem } from '#libs/discovery/calls/remote-error';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ContactDirectory } from '../../contact/contact.api.js';
import type { Result } from '../domain/dialogue/effect.js';
import type { Opening } from '../domain/dialogue/session-state.js';
import type { IvrSession } from '../domain/ivr-session.aggregate.js';
import { IvrMetrics } from './ivr-metrics.js';

/** A caller hears silence meanwhile. */
const TIMEOUT_MS = 3_000;

const Identified = z.object({ id: z.uuid() });
type Criterion = Readonly<Record<string, unknown>>;

/** Finds out at common-center who calls. */
@Injectable()
export class Identification {
  constructor(
    private readonly client: ServiceClient,
    private readonly contacts: ContactDirectory,
    private readonly metrics: IvrMetrics,
  ) {}

  /** Nobody, several or nobody to ask: the dialogue goes on with somebody unknown. @param number of a customer, when given */
  async of({ contactId, opening }: IvrSession, number: string | null): Promise<Result> {
    const [contact] = await this.contacts.get([contactId]);
    const known = contact!.customerId;
    const criterion = number === null ? criterionOf(opening) : { number };
    const customerId = known ?? (criterion && (await this.#ask(criterion)));
    return { kind: 'identified', customerId };
  }

  async #ask(body: Criterion): Promise<string | null> {
    const path = '/api/v1/customers/identify';
    const call = { method: 'POST', path, body, schema: Identified, timeoutMs: TIMEOUT_MS } as const;
    try {
      const { id } = await this.client.request('common-center', call);
      this.metrics.countOutside('identify', 'answered');
      return id;
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      this.metrics.countOutside(
        'identify',
        error instanceof RemoteProblem && error.status < 500 ? 'refused' : 'failed',
      );
      return null;
    }
  }
}

/** What somebody is known by on a channel; null when they hide it. */
function criterionOf({ channel, caller }: Opening): Criterion | null {
  if (caller === null) return null;
  if (channel === 'voice' || channel === 'sms') return { phone: caller };
  return channel === 'email' ? { email: caller } : { externalId: { system: channel, id: caller } };
}
