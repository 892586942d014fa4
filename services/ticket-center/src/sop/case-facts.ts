import { RemoteError, RemoteProblem } from '#libs/discovery/calls/remote-error';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Connectors } from '../connector/connector.api.js';
import { TicketCases } from '../ticket/ticket-cases.api.js';
import type { Fact, Facts, RunSubject } from './domain/sop-run.aggregate.js';

export interface Case extends RunSubject {
  readonly orderNumber: string | null;
}

/** As much of a customer as conditions may go by: nothing that says who it is. */
const CustomerFact = z.object({
  kind: z.string(),
  roles: z.array(z.string()),
  segments: z.array(z.string()),
  registeredAt: z.string(),
});

const TIMEOUT_MS = 3_000;
const HISTORY = 50;
const SHOWN = 10;

/** What is known of a case, each part with its own state: what is away leaves its part empty. */
@Injectable()
export class CaseFacts {
  constructor(
    private readonly client: ServiceClient,
    private readonly connectors: Connectors,
    private readonly tickets: TicketCases,
    private readonly families: CustomerFamilies,
    private readonly clock: Clock,
  ) {}

  /** @throws TicketNotFound */
  async of({ orderNumber, ...about }: Case): Promise<{ subject: RunSubject; facts: Facts }> {
    const customerId =
      about.subjectKind === 'ticket' ? (await this.tickets.get(about.subjectId)).customerId : about.customerId;
    const [customer, order, history] = await Promise.all([
      this.#asked(customerId, (id) => this.#customer(id)),
      this.#asked(orderNumber, (number) => this.#order(number)),
      this.#asked(customerId, (id) => this.#history(id, about.subjectId)),
    ]);
    return { subject: { ...about, customerId }, facts: { customer, order, history } };
  }

  async #asked(key: string | null, ask: (key: string) => Promise<Pick<Fact, 'state' | 'code' | 'value'>>) {
    const askedAt = this.clock.now().toISOString();
    if (key === null) return { state: 'not-asked', code: null, value: null, askedAt } as const;
    try {
      return { ...(await ask(key)), askedAt };
    } catch (error) {
      if (!(error instanceof RemoteError || error instanceof DomainError)) throw error;
      const refused = error instanceof RemoteProblem && error.status < 500 && error.status !== 429;
      return { state: refused ? 'refused' : 'unavailable', code: error.code, value: null, askedAt } as const;
    }
  }

  async #customer(id: string) {
    const path = `/api/v1/customers/${encodeURIComponent(id)}`;
    const request = { method: 'GET', path, schema: CustomerFact, timeoutMs: TIMEOUT_MS } as const;
    return found(await this.client.request('common-center', request));
  }

  async #order(number: string) {
    const key = newId(this.clock.now());
    const asked = ['order-system', 'get_order_details', { order_id: number }, key, TIMEOUT_MS] as const;
    const { refused, result } = await this.connectors.perform(...asked);
    return refused ? ({ state: 'refused', code: result, value: null } as const) : found(result);
  }

  async #history(customerId: string, except: string) {
    const family = await this.families.of(customerId);
    const tickets = (await this.tickets.ofCustomer(family, HISTORY)).filter(({ id }) => id !== except);
    const lines = tickets.slice(0, SHOWN).map(({ ticketType, status, openedAt }) => {
      return { ticketType, status, openedAt: openedAt.toISOString() };
    });
    const open = tickets.filter(({ status }) => status !== 'closed' && status !== 'solved').length;
    return found({ tickets: tickets.length, open, latest: lines });
  }
}

function found(value: unknown) {
  return { state: 'found', code: null, value } as const;
}
