import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { ChatRules, Notice } from './chat-rules.js';
import type { ConversationStatus } from './conversation-status.js';
import { ConversationClosed, NotTakingPart } from './conversation.errors.js';
import type { ConversationEvent } from './conversation.events.js';
import { filledIn } from './filled-in.js';
import type { Message } from './message.js';
import { present, type Participant, type Role } from './participant.js';

/** What is said in a conversation, in which order, and by whom. */
export abstract class Transcript extends AggregateRoot<ConversationEvent> {
  protected status!: ConversationStatus;
  protected participants!: readonly Participant[];
  protected lastSeq!: number;
  protected lastMessageAt!: Date | null;
  readonly #unsaved: Message[] = [];

  /** What was said since it was loaded, in order. */
  unsaved(): readonly Message[] {
    return this.#unsaved;
  }

  protected add(entry: Omit<Message, 'conversationId' | 'seq' | 'sentAt'>, now: Date): Message {
    this.lastSeq += 1;
    const message = { ...entry, conversationId: this.id, seq: this.lastSeq, sentAt: now };
    if (entry.visibility === null) this.lastMessageAt = now;
    this.#unsaved.push(message);
    return message;
  }

  protected notice(
    notice: Notice,
    rules: ChatRules,
    now: Date,
    known: Readonly<Record<string, string | number>> = {},
  ): void {
    if (rules.texts[notice] === '') return;
    const text = filledIn(rules.texts[notice], known);
    const clientMsgId = `${notice}-${this.lastSeq + 1}`;
    const said = { clientMsgId, text, attachmentId: null, visibility: null };
    this.add({ ...said, senderId: 'system', senderRole: 'system', notice }, now);
  }

  protected enter(id: string, role: Role, now: Date): void {
    this.participants = [...this.participants, { id, role, joinedAt: now.toISOString(), leftAt: null }];
    this.record({ type: 'participant-joined', participantId: id, role, at: now });
  }

  protected exit(id: string, now: Date): void {
    const { role } = this.taking(id);
    if (role === 'customer') throw new NotTakingPart('The customer leaves by closing it.', { conversationId: this.id });
    const leftAt = now.toISOString();
    this.participants = this.participants.map((each) =>
      each.id === id && each.leftAt === null ? { ...each, leftAt } : each,
    );
    this.record({ type: 'participant-left', participantId: id, role, at: now });
  }

  protected isHere(id: string): boolean {
    return present(this.participants).some((each) => each.id === id);
  }

  protected taking(id: string): { readonly role: Role } {
    const participant = present(this.participants).find((each) => each.id === id);
    if (participant) return participant;
    throw new NotTakingPart('Only who takes part in the conversation can do this.', { conversationId: this.id });
  }

  protected requireOpen(): void {
    if (this.status !== 'closed') return;
    throw new ConversationClosed('The conversation is over.', { conversationId: this.id });
  }
}
