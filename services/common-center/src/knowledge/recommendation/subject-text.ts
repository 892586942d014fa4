import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

export interface Subject {
  readonly kind: 'ticket' | 'conversation';
  readonly id: string;
}

const TicketText = z.object({ subject: z.string(), description: z.string().nullish() });
const Messages = z.object({ items: z.array(z.object({ text: z.string().nullable(), senderRole: z.string() })) });
const LAST_MESSAGES = 30;

/** What was written in a ticket or said in a conversation, asked for as whoever asks: who may not read it gets nothing of it. */
@Injectable()
export class SubjectText {
  constructor(private readonly client: ServiceClient) {}

  /** @throws RemoteProblem, ServiceUnavailable, ServiceTimeout */
  of({ kind, id }: Subject): Promise<string> {
    return kind === 'ticket' ? this.#ticket(id) : this.#conversation(id);
  }

  async #ticket(id: string): Promise<string> {
    const path = `/api/v1/tickets/${encodeURIComponent(id)}`;
    const ticket = await this.client.request('ticket-center', { method: 'GET', path, schema: TicketText });
    return [ticket.subject, ticket.description ?? ''].join('\n');
  }

  async #conversation(id: string): Promise<string> {
    const path = `/api/v1/conversations/${encodeURIComponent(id)}/messages`;
    const query = { limit: LAST_MESSAGES };
    const page = await this.client.request('call-center', { method: 'GET', path, query, schema: Messages });
    const said = page.items.filter(({ senderRole }) => senderRole === 'customer');
    return said.map(({ text }) => text ?? '').join('\n');
  }
}
