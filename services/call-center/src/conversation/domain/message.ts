import type { Role } from './participant.js';

/** What somebody wants to say; `clientMsgId` tells its repetitions, of this sender in this conversation. */
export interface Said {
  readonly clientMsgId: string;
  readonly text: string | null;
  readonly attachmentId: string | null;
}

/** One entry of a conversation. `seq` counts 1, 2, 3 … without gaps, in the order in which they were stored. */
export interface Message extends Said {
  readonly conversationId: string;
  readonly seq: number;
  readonly senderId: string;
  readonly senderRole: Role | 'system';
  /** Which notice it is, when the system says it. */
  readonly notice: string | null;
  /** `agents`: a note that neither the customer nor a bot sees; null: everybody does. */
  readonly visibility: 'agents' | null;
  readonly sentAt: Date;
}
