import type { Attributes } from './domain/flow/flow.js';

export interface QueueRequest {
  readonly queueId: string;
  readonly priority: number;
  readonly skills: readonly string[];
  readonly attributes: Attributes;
}

export interface CallbackRequest {
  readonly queueId: string;
  /** The message that was left; null when only the callback was asked for. */
  readonly recordingId: string | null;
}

/** What was asked of people for a contact. */
export type Asked =
  | ({ readonly for: 'queue' } & QueueRequest)
  /** @property contactId the one in which they are called back, where the dialogue's ended before */
  | ({ readonly for: 'callback'; readonly contactId?: string } & CallbackRequest);

/** Where dialogues hand contacts to people. Called inside the transaction of the step that asks. */
export abstract class ContactQueue {
  abstract enqueue(contactId: string, request: QueueRequest): Promise<void>;
  abstract requestCallback(contactId: string, request: CallbackRequest): Promise<void>;
}
