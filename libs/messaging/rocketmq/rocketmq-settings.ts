import { SystemClock, type Clock } from '#libs/kernel/clock';
import type { Logger } from 'pino';

export interface RocketMqOptions {
  /** Where the gRPC proxy listens: `host:port`, several separated by `;`. */
  readonly endpoints: string;
  /** Leads the name of every topic and group, e.g. `t1-`; '' for none. */
  readonly namespace: string;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** A client that has not started by then never will: it is thrown away. */
  readonly startupMs?: number;
  /** One call to the broker (the client insists on at least 1000). */
  readonly requestMs?: number;
  /** One publish() as a whole, connecting included. */
  readonly publishMs?: number;
  /** Messages on their way to the broker at once. */
  readonly publishConcurrency?: number;
  /**
   * How long the broker holds a receive open when there is nothing; close() waits for it. A proxy makes it 5000 unless its
   * grpcClientConsumerMinLongPollingTimeoutMillis says less, and refuses a receive when this and requestMs are less than that.
   */
  readonly longPollMs?: number;
  /** A message received and neither acknowledged nor renewed by then is given to somebody else (at least 10 000). */
  readonly invisibleMs?: number;
  /** Messages being handled at once per subscription, before no more are fetched. */
  readonly inFlight?: number;
  /** A rejected message comes again after the first of these, doubled with each attempt, up to the second. */
  readonly redeliverMs?: readonly [first: number, most: number];
  /** Between attempts to connect: about the first of these, growing with jitter, up to the second. */
  readonly reconnectMs?: readonly [first: number, most: number];
  /** Clients are replaced at this age: they never look for new routes, and leak a channel every 30 s. */
  readonly clientAgeMs?: number;
  /** What close() waits for handlers that run and messages on their way. */
  readonly closeMs?: number;
}

export type RocketMqSettings = Required<RocketMqOptions>;

export function withDefaults(options: RocketMqOptions): RocketMqSettings {
  return {
    clock: new SystemClock(),
    startupMs: 10_000,
    requestMs: 5_000,
    publishMs: 10_000,
    publishConcurrency: 64,
    longPollMs: 1_000,
    invisibleMs: 15_000,
    inFlight: 64,
    redeliverMs: [1_000, 30_000],
    reconnectMs: [200, 5_000],
    clientAgeMs: 600_000,
    closeMs: 6_000,
    ...options,
  };
}
