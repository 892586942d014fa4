import { InspectedMessages, InspectedTicket } from '#libs/contracts/operations-center/inspected-text-api';
import { RemoteProblem } from '#libs/discovery/calls/remote-error';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import type { Speaker } from '#libs/quality-rules/transcript/turn';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { NewTurn } from './subject.schema.js';
import type { SubjectNews } from './subjects.js';

/** What was said in something, and what is known of it. */
export interface RemoteText {
  readonly id: string;
  readonly turns: readonly NewTurn[];
  readonly news: SubjectNews;
}

const TIMEOUT_MS = 3_000;
const PAGE = 500;
const SPEAKERS = { customer: 'customer', agent: 'agent', bot: 'system', system: 'system' } as const;
const WRITERS: Readonly<Record<InspectedTicket['items'][number]['part'], Speaker>> = {
  ...{ subject: 'customer', description: 'customer', customer: 'customer' },
  ...{ reply: 'agent', solution: 'agent', note: 'system' },
};

/** What was said in chats and written in tickets, read where it is kept. */
@Injectable()
export class RemoteTexts {
  constructor(private readonly client: ServiceClient) {}

  /** Behind a sequence; null: there is no such chat any more. @throws RemoteProblem, ServiceUnavailable, ServiceTimeout */
  async chat(conversationId: string, after: number): Promise<RemoteText | null> {
    const items: InspectedMessages['items'] = [];
    for (;;) {
      const path = `/internal/conversations/${conversationId}/messages?after=${items.at(-1)?.seq ?? after}`;
      const page = await this.#ask('call-center', path, InspectedMessages);
      if (page === null) return null;
      items.push(...page.items);
      if (page.items.length < PAGE) return chatOf(conversationId, { ...page, items });
    }
  }

  /** Null: there is no such ticket any more. @throws RemoteProblem, ServiceUnavailable, ServiceTimeout */
  async ticket(ticketId: string): Promise<RemoteText | null> {
    const ticket = await this.#ask('ticket-center', `/internal/tickets/${ticketId}/text`, InspectedTicket);
    return ticket && ticketOf(ticketId, ticket);
  }

  async #ask<Schema extends z.ZodType>(
    service: string,
    path: string,
    schema: Schema,
  ): Promise<z.output<Schema> | null> {
    try {
      return await this.client.request(service, { method: 'GET', path, schema, timeoutMs: TIMEOUT_MS });
    } catch (error) {
      if (error instanceof RemoteProblem && error.status === 404) return null;
      throw error;
    }
  }
}

function chatOf(conversationId: string, { contactId, customerId, openedAt, items }: InspectedMessages): RemoteText {
  const startedAt = new Date(openedAt);
  const turns = items.map(({ seq, senderRole, senderId, text, sentAt }) => {
    const at = Math.max(0, Date.parse(sentAt) - startedAt.getTime());
    const agentId = senderRole === 'agent' ? senderId : null;
    return { seq, speaker: SPEAKERS[senderRole], agentId, text, fromMs: at, toMs: at, isHold: false };
  });
  return { id: contactId, turns, news: { conversationId, customerId, startedAt } };
}

/** What is answered by nobody in person is the system's. */
function ticketOf(
  id: string,
  { items, channel, category, customerId, assigneeId, openedAt }: InspectedTicket,
): RemoteText {
  const startedAt = new Date(openedAt);
  const turns = items.map(({ part, text, by, at: writtenAt }, index) => {
    const speaker = WRITERS[part] === 'agent' && by === null ? 'system' : WRITERS[part];
    const at = Math.max(0, Date.parse(writtenAt) - startedAt.getTime());
    return { seq: index + 1, speaker, agentId: by, text, fromMs: at, toMs: at, isHold: false };
  });
  const news = { channel, customerId, agentId: assigneeId, startedAt, facts: { category } };
  return { id, turns, news };
}
