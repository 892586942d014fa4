import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext } from '#libs/persistence/tenant-context';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, LessThanOrEqual, Not, type EntityManager } from 'typeorm';
import type { Place } from '../domain/chat-rules.js';
import type { Conversation } from '../domain/conversation.aggregate.js';
import type { ConversationEvent } from '../domain/conversation.events.js';
import { ConversationNotFound } from '../domain/conversation.errors.js';
import { Conversations, type Stored } from '../domain/conversation.repository.js';
import type { Message } from '../domain/message.js';
import { Announcer } from '../live/announcer.js';
import { publishConversation } from './conversation.outbox.js';
import { ConversationSchema, type ConversationRow } from './conversation.schema.js';
import { MessageSchema } from './message.schema.js';
import { WatermarkSchema } from './watermark.schema.js';

/** The waits that an expected wait is made of: the mean of the last so many (minutes, rounded up). */
const WAITS = 20;
/** Looked after in one round. */
const DUE_AT_ONCE = 100;
const MINUTE_MS = 60_000;

/** Messages are stored with their conversation, under its lock, and told to who takes part once that is committed. */
@Injectable()
export class TypeormConversations extends AggregateStore<Conversation> implements Conversations {
  constructor(
    database: Database,
    outbox: Outbox,
    clock: Clock,
    private readonly announcer: Announcer,
  ) {
    super(database, outbox, clock, {
      schema: ConversationSchema,
      notFound,
      publish: publishConversation,
    });
  }

  override async add(conversation: Conversation): Promise<void> {
    await this.database.transaction(async (tx) => {
      await super.add(conversation);
      await this.#keep(tx, conversation);
    });
  }

  override async update<Result>(id: string, change: (conversation: Conversation) => Result): Promise<Result> {
    return this.database.transaction(async (tx) => {
      const [conversation, result] = await super.update(id, (loaded) => [loaded, change(loaded)] as const);
      await this.#keep(tx, conversation);
      return result;
    });
  }

  async say(
    id: string,
    sender: { readonly id: string; readonly clientMsgId: string },
    change: (conversation: Conversation) => Message,
  ): Promise<Stored> {
    try {
      return { message: await this.#say(id, change), repeated: false };
    } catch (error) {
      if (!(error instanceof DomainError) && !isDuplicateKey(error)) throw error;
      const key = { conversationId: id, senderId: sender.id, clientMsgId: sender.clientMsgId };
      const message = await (await this.database.reader()).findOneBy(MessageSchema, key);
      if (message === null) throw error;
      return { message, repeated: true };
    }
  }

  async ofContact(contactId: string): Promise<string | undefined> {
    const db = await this.database.reader();
    return (await db.findOne(ConversationSchema, { select: { id: true }, where: { contactId } }))?.id;
  }

  async placeInLine(id: string, since: Date): Promise<Place> {
    const db = await this.database.reader();
    const before = await db.countBy(ConversationSchema, [
      { waitingSince: LessThan(since) },
      { waitingSince: since, id: LessThan(id) },
    ]);
    const waited = await db.find(ConversationSchema, {
      select: { id: true, queuedAt: true, attendedAt: true },
      where: { attendedAt: Not(IsNull()), queuedAt: Not(IsNull()) },
      order: { attendedAt: 'DESC' },
      take: WAITS,
    });
    return { position: before + 1, minutes: meanMinutes(waited) };
  }

  async due(partitions: readonly number[], now: Date): Promise<{ readonly id: string; readonly dueAt: Date }[]> {
    const rows = await (
      await this.database.reader()
    ).find(ConversationSchema, {
      select: { id: true, dueAt: true },
      where: { dueAt: LessThanOrEqual(now), partitionNo: In([...partitions]) },
      order: { dueAt: 'ASC' },
      take: DUE_AT_ONCE,
    });
    return rows.map(({ id, dueAt }) => ({ id, dueAt: dueAt! }));
  }

  async #say(id: string, change: (conversation: Conversation) => Message): Promise<Message> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.locksRows ? { lock: { mode: 'pessimistic_write' as const } } : {};
      const found = await tx.findOne(ConversationSchema, { where: { id }, ...lock });
      if (!found) throw notFound(id);
      const conversation = found as unknown as Conversation;
      const message = change(conversation);
      if (conversation.recordedEvents().length > 0) return this.update(id, change);
      await this.#keep(tx, conversation);
      const { lastSeq, lastMessageAt, dueAt, nudged } = found;
      await tx.update(ConversationSchema, { id }, { lastSeq, lastMessageAt, dueAt, nudged });
      return message;
    });
  }

  async #keep(tx: EntityManager, conversation: Conversation): Promise<void> {
    const messages = conversation.unsaved();
    if (messages.length > 0) await tx.insert(MessageSchema, [...messages]);
    const events = conversation.recordedEvents().slice();
    await beginWatermarks(tx, conversation, events);
    currentContext()!.unitOfWork!.afterCommit(() => {
      this.announcer.said(conversation.id, messages);
      if (events.length > 0) this.announcer.happened(conversation.id, events);
    });
  }
}

/** Of everybody who comes for the first time, so that later there is a row to lock. */
async function beginWatermarks(
  tx: EntityManager,
  conversation: Conversation,
  events: readonly ConversationEvent[],
): Promise<void> {
  const { id: conversationId, participants } = conversation as unknown as ConversationRow;
  const came = events.flatMap((event) => {
    if (event.type === 'conversation-opened') return [conversationId];
    return event.type === 'participant-joined' ? [event.participantId] : [];
  });
  const first = came.filter((id) => participants.filter((each) => each.id === id).length === 1);
  const rows = first.map((participantId) => ({ conversationId, participantId, deliveredSeq: 0, readSeq: 0 }));
  if (rows.length > 0) await tx.insert(WatermarkSchema, rows);
}

function notFound(conversationId: string): ConversationNotFound {
  return new ConversationNotFound('There is no such conversation.', { conversationId });
}

function meanMinutes(rows: readonly Pick<ConversationRow, 'queuedAt' | 'attendedAt'>[]): number | null {
  if (rows.length === 0) return null;
  const sum = rows.reduce((ms, { queuedAt, attendedAt }) => ms + attendedAt!.getTime() - queuedAt!.getTime(), 0);
  return Math.ceil(sum / rows.length / MINUTE_MS);
}
