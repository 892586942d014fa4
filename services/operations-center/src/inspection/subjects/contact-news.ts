import type { contactWrappedUp } from '#libs/contracts/call-center/contact-events';
import type {
  contactConnected,
  contactEnded,
  contactIdentified,
  contactStarted,
} from '#libs/contracts/call-center/call-events';
import type { conversationClosed, conversationRated } from '#libs/contracts/call-center/conversation-events';
import type { DataOf } from '#libs/contracts/event-contract';
import type { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Injectable } from '@nestjs/common';
import { In, LessThan, Not } from 'typeorm';
import { SubjectSchema } from './subject.schema.js';
import { Subjects, type SubjectNews } from './subjects.js';

const KINDS: Readonly<Partial<Record<string, InspectedKind>>> = {
  ...{ voice: 'call', chat: 'chat', wechat: 'chat', sms: 'chat', web: 'chat', email: 'chat' },
};
/** Pieces of a transcript come late. */
const GRACE_MS = 15_000;

/** What is told of contacts and the chats in them. */
@Injectable()
export class ContactNews {
  constructor(
    private readonly database: Database,
    private readonly subjects: Subjects,
    private readonly families: CustomerFamilies,
    private readonly clock: Clock,
  ) {}

  async started({ contactId, channel, direction, customerId }: DataOf<typeof contactStarted>, startedAt: Date) {
    const kind = KINDS[channel];
    if (kind === undefined) return;
    await this.subjects.tell(contactId, kind, { channel, startedAt, facts: { direction }, ...of(customerId) });
  }

  identified({ contactId, customerId }: DataOf<typeof contactIdentified>): Promise<void> {
    return this.subjects.tellKnown(contactId, { customerId });
  }

  connected({ contactId, agentId, queueId }: DataOf<typeof contactConnected>): Promise<void> {
    return this.subjects.tellKnown(contactId, { agentId, ...(queueId != null && { queueId }) });
  }

  /** What it came to, in the words of who had it last. */
  wrappedUp({ contactId, code }: DataOf<typeof contactWrappedUp>): Promise<void> {
    return this.subjects.tellKnown(contactId, { facts: { wrapUpCode: code } });
  }

  ended({ contactId, customerId, outcome, course }: DataOf<typeof contactEnded>, endedAt: Date): Promise<void> {
    const { queueId = null, agentId = null, waitMs = null, talkMs = null, holdMs = null } = course ?? {};
    return this.subjects.tellKnown(contactId, {
      ...{ endedAt, state: 'due', dueAt: new Date(this.clock.ms() + GRACE_MS), ...of(customerId) },
      ...(queueId !== null && { queueId }),
      ...(agentId !== null && { agentId }),
      facts: { outcome, waitMs, talkMs, holdMs },
    });
  }

  isChat(contactId: string, { conversationId, customerId }: { conversationId: string; customerId: string | null }) {
    return this.subjects.tell(contactId, 'chat', { conversationId, ...of(customerId) });
  }

  /** What was said is fetched then, but for what was heard of while it went on. */
  chatClosed(data: DataOf<typeof conversationClosed>): Promise<void> {
    const { contactId, conversationId, reason, openedAt, closedAt, queuedAt, firstRepliedAt, messages, agentIds } =
      data;
    const answered = queuedAt !== null && firstRepliedAt !== null;
    const firstReplyMs = answered ? Date.parse(firstRepliedAt) - Date.parse(queuedAt) : null;
    const agentId = agentIds.at(-1);
    return this.subjects.tell(contactId, 'chat', {
      ...{ conversationId, startedAt: new Date(openedAt), endedAt: new Date(closedAt) },
      ...{ state: 'due', dueAt: this.clock.now() },
      ...(agentId !== undefined && { agentId }),
      facts: { closedBy: reason, messages, firstReplyMs },
    });
  }

  /** The customer's own mark counts, also when it comes after the end. */
  async rated({ contactId, score }: DataOf<typeof conversationRated>): Promise<void> {
    const settled: SubjectNews =
      score === 3 ? {} : { demand: score > 3 ? 'met' : 'not-met', demandBy: 'survey', demandDueAt: null };
    await this.subjects.tellKnown(contactId, { facts: { satisfaction: score }, ...settled });
  }

  /**
   * What the customer of a contact came for before, by whichever id of theirs, was not done. Asks another service, never within a transaction.
   * Safe to repeat.
   */
  async cameAgain(contactId: string, at: Date): Promise<void> {
    const contact = await (await this.database.reader()).findOneBy(SubjectSchema, { id: contactId });
    if (contact?.facts['direction'] !== 'inbound' || contact.customerId === null) return;
    const customerId = In([...(await this.families.of(contact.customerId))]);
    const before = { customerId, demand: 'open' as const, kind: In(['call', 'chat']), id: Not(contactId) };
    const notMet = { demand: 'not-met' as const, demandBy: 'came-again', demandDueAt: null };
    await this.database.transaction((tx) => tx.update(SubjectSchema, { ...before, endedAt: LessThan(at) }, notMet));
  }
}

function of(customerId: string | null): { customerId?: string } {
  return customerId === null ? {} : { customerId };
}
