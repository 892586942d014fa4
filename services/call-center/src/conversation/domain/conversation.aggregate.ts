import type { ChatRules, Place } from './chat-rules.js';
import type { CloseReason, ConversationStatus } from './conversation-status.js';
import { AlreadyRated, MessageEmpty, NothingToHandOver, NotOfTheCustomer, NotYetOver } from './conversation.errors.js';
import type { Message, Said } from './message.js';
import { partitionOf } from './partition.js';
import { present } from './participant.js';
import { Transcript } from './transcript.js';
import { ANYBODY, type Wish } from './wish.js';

const MS = 1_000;

/** Of one that has only begun. */
const NOTHING_YET = {
  ...{ lastSeq: 0, nudged: false, lastMessageAt: null, queuedAt: null, waitingSince: null, toldPosition: null },
  ...{ attendedAt: null, firstRepliedAt: null, handOverReason: null, dueAt: null, closedAt: null, closeReason: null },
  ...{ score: null, comment: null, ratedAt: null, agentId: null, unansweredSince: null },
};

export interface NewConversation {
  readonly id: string;
  readonly contactId: string;
  readonly customerId: string | null;
  readonly wish: Wish;
  readonly withBot: boolean;
}

/** What a conversation asks for, whose contact is to wait in a queue. */
export interface Asking {
  readonly contactId: string;
  readonly customerId: string | null;
  readonly wish: Wish;
  /** Whose contact it was last; null: nobody's yet. */
  readonly agentId: string | null;
}

/** The chat inside one contact: who takes part, what is said in which order, and when it is over. */
export class Conversation extends Transcript {
  readonly partitionNo!: number;
  readonly contactId!: string;
  readonly customerId!: string | null;
  readonly openedAt!: Date;
  protected wish!: Wish | null;
  /** Whose contact it is, or was last. */
  protected agentId!: string | null;
  /** When it began to wait for a person; a later wait does not move it. */
  protected queuedAt!: Date | null;
  /** Since when it waits now. */
  protected waitingSince!: Date | null;
  protected toldPosition!: number | null;
  protected attendedAt!: Date | null;
  /** The first reply of a person; greetings of bots and of the system do not count. */
  protected firstRepliedAt!: Date | null;
  /** Since when the customer has spoken and nobody has answered. */
  protected unansweredSince!: Date | null;
  protected handOverReason!: string | null;
  /** When the clock has something to say, if nobody speaks before. */
  protected dueAt!: Date | null;
  protected nudged!: boolean;
  protected closedAt!: Date | null;
  protected closeReason!: CloseReason | null;
  protected score!: number | null;
  protected comment!: string | null;
  protected ratedAt!: Date | null;

  // Rows are loaded through it, so it must not check anything.
  private constructor() {
    super();
  }

  static open({ withBot, ...input }: NewConversation, rules: ChatRules, now: Date): Conversation {
    const opened = new Conversation();
    Object.assign(opened, NOTHING_YET, input, { openedAt: now, partitionNo: partitionOf(input.id) });
    opened.status = withBot ? 'with-bot' : 'queued';
    opened.participants = [{ id: input.id, role: 'customer', joinedAt: now.toISOString(), leftAt: null }];
    opened.record({ type: 'conversation-opened', withBot, at: now });
    opened.notice('welcome', rules, now);
    if (!withBot) opened.#queue(null, null, rules, now);
    return opened;
  }

  /** It waits for a person. */
  get asks(): boolean {
    return this.status === 'queued';
  }

  /** Neither a person attends it, nor is it over. */
  get isUnattended(): boolean {
    return this.status === 'queued' || this.status === 'with-bot';
  }

  /** What it asks for, when it does. */
  get asking(): Asking {
    const { contactId, customerId, agentId } = this;
    return { contactId, customerId, agentId, wish: this.wish ?? ANYBODY };
  }

  /** @throws ConversationClosed, NotTakingPart, MessageEmpty */
  say(senderId: string, said: Said, rules: ChatRules, now: Date): Message {
    this.requireOpen();
    const { role } = this.taking(senderId);
    if (said.text === null && said.attachmentId === null) throw new MessageEmpty('A message says or shows something.');
    if (role === 'agent' && this.queuedAt !== null && this.firstRepliedAt === null) {
      this.firstRepliedAt = now;
      this.record({ type: 'first-replied', agentId: senderId, at: now });
    }
    this.nudged = false;
    this.unansweredSince = role === 'customer' ? (this.unansweredSince ?? now) : null;
    if (this.status !== 'queued') this.dueAt = role === 'customer' ? null : later(now, rules.nudgeAfterS);
    return this.add({ ...said, senderId, senderRole: role, notice: null, visibility: null }, now);
  }

  /** Between agents: the customer neither sees it nor is answered by it. A supervisor need not take part. @throws ConversationClosed */
  note(senderId: string, said: Said, now: Date): Message {
    this.requireOpen();
    return this.add({ ...said, senderId, senderRole: 'agent', notice: null, visibility: 'agents' }, now);
  }

  /** Saying again that one joins changes nothing. @throws ConversationClosed */
  join(id: string, role: 'agent' | 'bot', rules: ChatRules, now: Date): void {
    this.requireOpen();
    if (this.isHere(id)) return;
    this.enter(id, role, now);
    if (role === 'bot') return;
    this.queuedAt ??= now;
    this.attendedAt ??= now;
    this.notice('agent-joined', rules, now);
    this.status = 'attended';
    this.waitingSince = this.toldPosition = this.dueAt = null;
  }

  /** Who has the contact attends it, and who had it before leaves. Saying it again changes nothing. @throws ConversationClosed */
  attend(agentId: string, rules: ChatRules, now: Date): void {
    this.requireOpen();
    const former = this.agentId;
    this.agentId = agentId;
    if (former !== null && former !== agentId && this.isHere(former)) this.exit(former, now);
    this.join(agentId, 'agent', rules, now);
  }

  /** Who had the contact is on it still. @throws ConversationClosed */
  handTo(agentId: string, rules: ChatRules, now: Date): void {
    this.join(agentId, 'agent', rules, now);
    this.agentId = agentId;
  }

  /** The agents who attend it after one has left, who is there for longest first; nobody while that one is there, or when it is over. */
  remainingAfter(agentId: string): readonly string[] {
    if (this.status === 'closed' || this.isHere(agentId)) return [];
    return present(this.participants, 'agent').map(({ id }) => id);
  }

  /** When nobody is left to attend it, it waits in line again. @throws ConversationClosed, NotTakingPart */
  leave(id: string, rules: ChatRules, now: Date): void {
    this.requireOpen();
    this.exit(id, now);
    if (this.status === 'attended' && present(this.participants, 'agent').length === 0) {
      this.#queue(null, null, rules, now);
    }
  }

  /** The agent let the contact go before the next one has it; nothing when they have left already. */
  letGo(agentId: string, rules: ChatRules, now: Date): void {
    if (this.status !== 'closed' && this.isHere(agentId)) this.leave(agentId, rules, now);
  }

  /**
   * A bot gives the customer to people, an agent gives them back to the line.
   * @param reason a code, e.g. `asked-for-a-person`. @param to what differs from what the customer came for
   * @throws ConversationClosed, NotTakingPart, NothingToHandOver
   */
  handOver(id: string, reason: string, to: Partial<Wish>, rules: ChatRules, now: Date): void {
    this.requireOpen();
    const { role } = this.taking(id);
    const needed: ConversationStatus = role === 'bot' ? 'with-bot' : 'attended';
    if (role === 'customer' || this.status !== needed) {
      throw new NothingToHandOver('Only who attends a conversation can hand it over.', { conversationId: this.id });
    }
    this.exit(id, now);
    this.handOverReason = reason;
    this.wish = { ...ANYBODY, ...this.wish, ...to };
    this.#queue(reason, id, rules, now);
  }

  /** @throws ConversationClosed, NotTakingPart when somebody closes it who does not take part */
  close(by: string | null, reason: CloseReason, rules: ChatRules, now: Date): void {
    this.requireOpen();
    if (by !== null) this.taking(by);
    if (reason === 'contact-ended' && this.status === 'queued') this.notice('unserved', rules, now);
    else this.notice(reason === 'idle' ? 'closed-idle' : 'closed', rules, now);
    if (this.participants.length > 1) this.notice('survey', rules, now);
    this.status = 'closed';
    this.closedAt = now;
    this.closeReason = reason;
    this.dueAt = this.waitingSince = this.unansweredSince = null;
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

  /** What the clock has to say to who was answered; nothing when somebody was quicker. */
  look(rules: ChatRules, now: Date): void {
    if (this.dueAt === null || this.dueAt > now || this.status === 'queued') return;
    if (this.nudged) this.close(null, 'idle', rules, now);
    else this.#nudge(rules, now);
  }

  /** Says where the customer stands, when that is news to them. @param place null: it is being offered, or no longer waits */
  tellPlace(place: Place | null, rules: ChatRules, now: Date): void {
    if (this.status !== 'queued') return;
    this.dueAt = later(now, rules.queueNewsEveryS);
    if (place === null || this.toldPosition === place.position) return;
    const notice = this.toldPosition === null ? 'queued' : 'queue-moved';
    this.toldPosition = place.position;
    this.notice(notice, rules, now, { position: place.position, minutes: place.minutes ?? '?' });
  }

  #nudge(rules: ChatRules, now: Date): void {
    this.notice('nudge', rules, now);
    this.nudged = true;
    this.dueAt = later(now, rules.closeAfterS);
  }

  #queue(reason: string | null, handedOverBy: string | null, rules: ChatRules, now: Date): void {
    this.status = 'queued';
    this.queuedAt ??= now;
    this.waitingSince = now;
    this.toldPosition = null;
    this.dueAt = later(now, rules.queueNewsEveryS);
    this.record({ type: 'conversation-queued', reason, handedOverBy, at: now });
  }
}

function later(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * MS);
}
