import { Repository } from '#libs/kernel/repository';
import type { Conversation } from './conversation.aggregate.js';
import type { Message } from './message.js';

export interface Stored {
  readonly message: Message;
  /** It had been stored before: this is the first answer again. */
  readonly repeated: boolean;
}

export abstract class Conversations extends Repository<Conversation> {
  /**
   * As `update`, for a change that says one thing: only what a message moves is written. What the sender has said before
   * under the same `clientMsgId` is answered again, also when it would be refused by now.
   */
  abstract say(
    id: string,
    sender: { readonly id: string; readonly clientMsgId: string },
    change: (conversation: Conversation) => Message,
  ): Promise<Stored>;
  /** Undefined: the contact has none. */
  abstract ofContact(contactId: string): Promise<string | undefined>;
  /** Those the clock has something to say to, oldest first. */
  abstract due(partitions: readonly number[], now: Date): Promise<{ readonly id: string; readonly dueAt: Date }[]>;
}
