import type { NotificationDeliveryRow } from '../delivery/notification-delivery.schema.js';

/** What is sent: one notification, or several as one. */
export interface Message {
  /** The same on every attempt. */
  readonly id: string;
  readonly recipientId: string;
  readonly hookId: string;
  readonly subject: string;
  readonly text: string;
  readonly link: string | null;
}

export type Sent =
  | { readonly delivered: true }
  /** For good: the same will be refused again. */
  | {
      readonly delivered: false;
      readonly permanent: boolean;
      readonly code: string;
      readonly retryAfterMs?: number | null;
    };

/** A way to people outside of the console. */
export abstract class NotificationChannel {
  abstract readonly name: NotificationDeliveryRow['channel'];
  /** Whether the installation has it. */
  abstract readonly isThere: boolean;
  /** Never rejects for what the other side did. */
  abstract send(message: Message, stopping: AbortSignal): Promise<Sent>;
}

/** Whoever has no address any more is sent nothing. */
export const NO_ADDRESS: Sent = { delivered: false, permanent: true, code: 'no-address' };
/** The service ends: it was no attempt. */
export const STOPPED = 'stopped';
