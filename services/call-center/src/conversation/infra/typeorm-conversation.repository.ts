import { conversationMessageStored } from '#libs/contracts/call-center/conversation-events';
import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, type EntityManager } from 'typeorm';
import type { Conversation } from '../domain/conversation.aggregate.js';
import type { ConversationEvent } from '../domain/conversation.events.js';
import { ConversationNotFound } from '../domain/conversation.errors.js';
import { Conversations, type Stored } from '../domain/conversation.repository.js';
import type { Message } from '../domain/message.js';
import { Announcer } from '../live/announcer.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';
import { publishConversation } from './conversation.outbox.js';
import { ConversationSchema, type ConversationRow } from './conversation.schema.js';
import { MessageSchema } from './message.schema.js';
import { SayLane, type Outcome, type Saying } from './say-lane.js';
import { WatermarkSchema } from './watermark.schema.js';

/** Looked after in one round. */
const DUE_AT_ONCE = 100;

/** What a message moves. */
const MOVED = ['lastSeq', 'lastMessageAt', 'unansweredSince', 'dueAt', 'nudged'] as const;

/** Messages are stored with their conversation, under its lock, and told to who takes part once that is committed. */
@Injectable()
export class TypeormConversations extends AggregateStore<Conversation> implements Conversations {
  readonly #lane = new SayLane((sayings) => this.#store(sayings));

  constructor(
    database: Database,
    private readonly events: Outbox,
    private readonly time: Clock,
    private readonly announcer: Announcer,
    private readonly settings: ChatSettingsService,
  ) {
    super(database, events, time, {
      schema: ConversationSchema,
      notFound,
      publish: publishConversation,
    });
  }

  override async add(conversation: Conversation): Promise<void> {
    await this.database.transaction(async (tx) => {
      await super.add(conversation);
      await this.#keep(tx, [conversation]);
    });
  }

  override async update<Result>(id: string, change: (conversation: Conversation) => Result): Promise<Result> {
    return this.database.transaction(async (tx) => {
      const [conversation, result] = await super.update(id, (loaded) => [loaded, change(loaded)] as const);
      await this.#keep(tx, [conversation]);
      return result;
    });
  }

  async say(
    id: string,
    sender: { readonly id: string; readonly clientMsgId: string },
    change: (conversation: Conversation) => Message,
  ): Promise<Stored> {
    try {
      return { message: await this.#lane.submit({ conversationId: id, change }), repeated: false };
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

  /** All that gathered: their conversations are locked by one statement, and what a message moves is written by one more for all. */
  async #store(sayings: readonly Saying[]): Promise<Outcome[]> {
    return this.database.transaction(async (tx) => {
      const loaded = await this.#locked(tx, [...new Set(sayings.map(({ conversationId }) => conversationId))]);
      const outcomes = sayings.map(({ conversationId, change }) =>
        said(loaded.get(conversationId), conversationId, change),
      );
      const spoken = [...loaded.values()].filter((each) => each.unsaved().length > 0);
      const light = spoken.filter((each) => each.recordedEvents().length === 0);
      await this.#keep(tx, light);
      await move(tx, light.map(rowOf));
      for (const { id } of spoken.filter((each) => !light.includes(each))) await this.#again(id, sayings, outcomes);
      return outcomes;
    });
  }

  /** Where more happened than that something was said, the whole is written. */
  async #again(id: string, sayings: readonly Saying[], outcomes: Outcome[]): Promise<void> {
    await this.update(id, (conversation) => {
      sayings.forEach(({ conversationId, change }, index) => {
        if (conversationId === id) outcomes[index] = said(conversation, id, change);
      });
    });
  }

  async #locked(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Conversation>> {
    const lock = this.database.rowLock;
    const rows = await tx.find(ConversationSchema, { where: { id: In([...ids]) }, order: { id: 'ASC' }, ...lock });
    return new Map(rows.map((row) => [row.id, row as unknown as Conversation]));
  }

  async #keep(tx: EntityManager, conversations: readonly Conversation[]): Promise<void> {
    const messages = conversations.flatMap((each) => each.unsaved());
    if (messages.length > 0) await tx.insert(MessageSchema, messages);
    await this.#tell(tx, conversations);
    for (const conversation of conversations) {
      const events = conversation.recordedEvents().slice();
      await beginWatermarks(tx, conversation, events);
      currentContext()!.unitOfWork!.afterCommit(() => {
        this.announcer.said(conversation.id, conversation.unsaved());
        if (events.length > 0) this.announcer.happened(conversation.id, events);
      });
    }
  }

  /** Where it is wanted, others hear that somebody said something; not what. */
  async #tell(tx: EntityManager, conversations: readonly Conversation[]): Promise<void> {
    const said = conversations.flatMap((each) => {
      const last = each.unsaved().findLast(({ senderRole }) => senderRole !== 'system');
      return last === undefined ? [] : [{ conversation: rowOf(each), seq: last.seq }];
    });
    if (said.length === 0 || !(await this.settings.rules()).tellsMessages) return;
    const events = said.map(({ conversation: { id, contactId }, seq }) => ({
      subject: id,
      event: outgoing(conversationMessageStored, { conversationId: id, contactId, seq }),
    }));
    await this.events.appendAll(tx, this.time.now(), events);
  }
}

function said(
  conversation: Conversation | undefined,
  conversationId: string,
  change: (conversation: Conversation) => Message,
): Outcome {
  if (conversation === undefined) return { error: notFound(conversationId) };
  try {
    return { message: change(conversation) };
  } catch (error) {
    if (error instanceof DomainError) return { error };
    throw error;
  }
}

/** One statement for any number; each row is locked, and there. */
async function move(tx: EntityManager, rows: readonly ConversationRow[]): Promise<void> {
  if (rows.length === 0) return;
  const insert = tx.createQueryBuilder().insert().into(ConversationSchema).updateEntity(false);
  await insert
    .values(rows.map((row) => ({ ...row })))
    .orUpdate([...MOVED], ['id'])
    .execute();
}

function rowOf(conversation: Conversation): ConversationRow {
  return conversation as unknown as ConversationRow;
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
