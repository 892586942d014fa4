/** A message as brokers see it: opaque text with a key that orders it. */
export interface BrokerMessage {
  /** Our own id (the outbox row's), the same on every resend: what consumers deduplicate by. */
  readonly id: string;
  readonly topic: string;
  /** Messages of one key are delivered in the order they were published (a RocketMQ message group, at most 64 characters). */
  readonly key: string;
  /** JSON of a CloudEvents envelope. */
  readonly body: string;
}

/**
 * Handles one message. Resolving means done for good (handled, or put aside as a dead letter): it is acknowledged.
 * Rejecting means not now: the broker gives the message again, and nothing of the same key before it. It must never wait for a
 * publish of its own key: that one waits for it.
 */
export type MessageHandler = (message: BrokerMessage) => Promise<void>;

export interface Subscription {
  /** Stops receiving, waits for what is being handled (bounded), leaves the rest to the broker. */
  close(): Promise<void>;
}

/**
 * The outside world of events. At least once, in order per key and group; every group gets every message. A key that is stuck
 * holds up nobody else but, where keys share a queue (RocketMQ), those behind it there.
 * Calls never hang: each is bounded in time and rejects with an error when the broker is away.
 */
export abstract class Broker {
  /** Resolves when every message is safely with the broker. On rejection any part may have been taken: send again. */
  abstract publish(messages: readonly BrokerMessage[]): Promise<void>;
  /** Never rejects because the broker is away: it connects in the background and again after every loss. */
  abstract subscribe(topic: string, group: string, handler: MessageHandler): Promise<Subscription>;
  /** @throws when the broker cannot be reached now. */
  abstract ping(): Promise<void>;
  abstract close(): Promise<void>;
}
