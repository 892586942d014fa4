import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { ChatRules, Notice, Place } from './chat-rules.js';
import type { CloseReason, ConversationStatus } from './conversation-status.js';
import {
  AlreadyRated,
  ConversationClosed,
  MessageEmpty,
  NothingToHandOver,
  NotOfTheCustomer,
  NotTakingPart,
  NotYetOver,
} from './conversation.errors.js';
import type { ConversationEvent } from './conversation.events.js';
import { filledIn } from './filled-in.js';
import type { Message, Said } from './message.js';
import { partitionOf } from './partition.js';
import { present, type Participant, type Role } from './participant.js';

const MS = 1_000;

/** Of one that has only begun. */
const NOTHING_YET = {
  ...{ lastSeq: 0, nudged: false, lastMessageAt: null, queuedAt: null, waitingSince: null, toldPosition: null },
  ...{ attendedAt: null, firstRepliedAt: null, handOverReason: null, dueAt: null, closedAt: null, closeReason: null },
  ...{ score: null, comment: null, ratedAt: null },
};

export interface NewConversation {
  readonly id: string;
  readonly contactId: string;
  readonly customerId: string | null;
  /** Anybody's who waits in line. */
  readonly place: Place;
  readonly withBot: boolean;
}

/** The chat inside one contact: who takes part, what is said in which order, and when it is over. */
export class Conversation extends AggregateRoot<ConversationEvent> {
  readonly partitionNo!: number;
  readonly contactId!: string;
  readonly customerId!: string | null;
  readonly openedAt!: Date;
  protected status!: ConversationStatus;
  protected participants!: readonly Participant[];
  protected lastSeq!: number;
  protected lastMessageAt!: Date | null;
  /** When it began to wait for a person; a later wait does not move it. */
  protected queuedAt!: Date | null;
  /** Since when it waits now. */
  protected waitingSince!: Date | null;
  protected toldPosition!: number | null;
  protected attendedAt!: Date | null;
  /** The first reply of a person; greetings of bots and of the system do not count. */
  protected firstRepliedAt!: Date | null;
  protected handOverReason!: string | null;
  /** When the clock has something to say, if nobody speaks before. */
  protected dueAt!: Date | null;
  protected nudged!: boolean;
  protected closedAt!: Date | null;
  protected closeReason!: CloseReason | null;
  protected score!: number | null;
  protected comment!: string | null;
  protected ratedAt!: Date | null;
  readonly #unsaved: Message[] = [];

  // Rows are loaded through it, so it must not check anything.
  private constructor() {
    super();
  }

  static open({ place, withBot, ...input }: NewConversation, rules: ChatRules, now: Date): Conversation {
    const opened = new Conversation();
    Object.assign(opened, NOTHING_YET, input, { openedAt: now, partitionNo: partitionOf(input.id) });
    opened.status = withBot ? 'with-bot' : 'queued';
    opened.participants = [{ id: input.id, role: 'customer', joinedAt: now.toISOString(), leftAt: null }];
    opened.record({ type: 'conversation-opened', withBot, at: now });
    opened.#notice('welcome', rules, now);
    if (!withBot) opened.#queue(null, null, place, rules, now);
    return opened;
  }

  /** Since when it stands in line, if it does. */
  waitsSince(now: Date): Date {
    return this.waitingSince ?? now;
  }

  /** What was said since it was loaded, in order. */
  unsaved(): readonly Message[] {
    return this.#unsaved;
  }

  /** @throws ConversationClosed, NotTakingPart, MessageEmpty */
  say(senderId: string, said: Said, rules: ChatRules, now: Date): Message {
    this.#requireOpen();
    const { role } = this.#taking(senderId);
    if (said.text === null && said.attachmentId === null) throw new MessageEmpty('A message says or shows something.');
    if (role === 'agent' && this.queuedAt !== null && this.firstRepliedAt === null) {
      this.firstRepliedAt = now;
      this.record({ type: 'first-replied', agentId: senderId, at: now });
    }
    this.nudged = false;
    if (this.status !== 'queued') this.dueAt = role === 'customer' ? null : later(now, rules.nudgeAfterS);
    return this.#add({ ...said, senderId, senderRole: role, notice: null }, now);
  }

  /** Saying again that one joins changes nothing. @throws ConversationClosed */
  join(id: string, role: 'agent' | 'bot', rules: ChatRules, now: Date): void {
    this.#requireOpen();
    if (present(this.participants).some((each) => each.id === id)) return;
    this.participants = [...this.participants, { id, role, joinedAt: now.toISOString(), leftAt: null }];
    this.record({ type: 'participant-joined', participantId: id, role, at: now });
    if (role === 'bot') return;
    this.queuedAt ??= now;
    this.attendedAt ??= now;
    this.#attend(rules, now);
  }

  /** When nobody is left to attend it, it waits in line again. @throws ConversationClosed, NotTakingPart */
  leave(id: string, place: Place, rules: ChatRules, now: Date): void {
    this.#requireOpen();
    this.#leave(id, now);
    if (this.status === 'attended' && present(this.participants, 'agent').length === 0) {
      this.#queue(null, null, place, rules, now);
    }
  }

  /**
   * A bot gives the customer to people, an agent gives them back to the line.
   * @param reason a code, e.g. `asked-for-a-person`. @throws ConversationClosed, NotTakingPart, NothingToHandOver
   */
  handOver(id: string, reason: string, place: Place, rules: ChatRules, now: Date): void {
    this.#requireOpen();
    const { role } = this.#taking(id);
    const needed: ConversationStatus = role === 'bot' ? 'with-bot' : 'attended';
    if (role === 'customer' || this.status !== needed) {
      throw new NothingToHandOver('Only who attends a conversation can hand it over.', { conversationId: this.id });
    }
    this.#leave(id, now);
    this.handOverReason = reason;
    this.#queue(reason, id, place, rules, now);
  }

  /** @throws ConversationClosed, NotTakingPart when somebody closes it who does not take part */
  close(by: string | null, reason: CloseReason, rules: ChatRules, now: Date): void {
    this.#requireOpen();
    if (by !== null) this.#taking(by);
    this.#notice(reason === 'idle' ? 'closed-idle' : 'closed', rules, now);
    if (this.participants.length > 1) this.#notice('survey', rules, now);
    this.status = 'closed';
    this.closedAt = now;
    this.closeReason = reason;
    this.dueAt = this.waitingSince = null;
    this.record({ type: 'conversation-closed', reason, at: now });
  }

  /** @throws NotOfTheCustomer, NotYetOver, AlreadyRated */
  rate(by: string, score: number, comment: string | null, now: Date): void {
    if (by !== this.id) throw new NotOfTheCustomer('Only the customer says how it was.', { conversationId: this.id });
    if (this.status !== 'closed') throw new NotYetOver('It can be rated when it is over.', { conversationId: this.id });
    if (this.ratedAt !== null) throw new AlreadyRated('It was rated already.', { conversationId: this.id });
    Object.assign(this, { score, comment, ratedAt: now });
    this.record({ type: 'conversation-rated', score, at: now });
  }

  /**
   * What the clock has to say; nothing when somebody was quicker.
   * @param place of this one, if it waits. @returns whether it is over by this
   */
  look(place: Place, rules: ChatRules, now: Date): boolean {
    if (this.dueAt === null || this.dueAt > now) return false;
    if (this.status === 'queued') this.#tellPlace('queue-moved', place, rules, now);
    else if (this.nudged) this.close(null, 'idle', rules, now);
    else this.#nudge(rules, now);
    return this.closedAt !== null;
  }

  #nudge(rules: ChatRules, now: Date): void {
    this.#notice('nudge', rules, now);
    this.nudged = true;
    this.dueAt = later(now, rules.closeAfterS);
  }

  #attend(rules: ChatRules, now: Date): void {
    this.#notice('agent-joined', rules, now);
    this.status = 'attended';
    this.waitingSince = this.toldPosition = this.dueAt = null;
  }

  #queue(reason: string | null, handedOverBy: string | null, place: Place, rules: ChatRules, now: Date): void {
    this.status = 'queued';
    this.queuedAt ??= now;
    this.waitingSince = now;
    this.toldPosition = null;
    this.#tellPlace('queued', place, rules, now);
    this.record({ type: 'conversation-queued', reason, handedOverBy, at: now });
  }

  #tellPlace(notice: 'queued' | 'queue-moved', { position, minutes }: Place, rules: ChatRules, now: Date): void {
    this.dueAt = later(now, rules.queueNewsEveryS);
    if (this.toldPosition === position) return;
    this.toldPosition = position;
    this.#notice(notice, rules, now, { position, minutes: minutes ?? '?' });
  }

  #leave(id: string, now: Date): void {
    const { role } = this.#taking(id);
    if (role === 'customer') throw new NotTakingPart('The customer leaves by closing it.', { conversationId: this.id });
    const leftAt = now.toISOString();
    this.participants = this.participants.map((each) =>
      each.id === id && each.leftAt === null ? { ...each, leftAt } : each,
    );
    this.record({ type: 'participant-left', participantId: id, role, at: now });
  }

  #notice(notice: Notice, rules: ChatRules, now: Date, known: Readonly<Record<string, string | number>> = {}): void {
    if (rules.texts[notice] === '') return;
    const text = filledIn(rules.texts[notice], known);
    const clientMsgId = `${notice}-${this.lastSeq + 1}`;
    this.#add({ clientMsgId, text, attachmentId: null, senderId: 'system', senderRole: 'system', notice }, now);
  }

  #add(entry: Omit<Message, 'conversationId' | 'seq' | 'sentAt'>, now: Date): Message {
    this.lastSeq += 1;
    this.lastMessageAt = now;
    const message = { ...entry, conversationId: this.id, seq: this.lastSeq, sentAt: now };
    this.#unsaved.push(message);
    return message;
  }

  #requireOpen(): void {
    if (this.status !== 'closed') return;
    throw new ConversationClosed('The conversation is over.', { conversationId: this.id });
  }

  #taking(id: string): { readonly role: Role } {
    const participant = present(this.participants).find((each) => each.id === id);
    if (participant) return participant;
    throw new NotTakingPart('Only who takes part in the conversation can do this.', { conversationId: this.id });
  }
}

function later(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * MS);
}
