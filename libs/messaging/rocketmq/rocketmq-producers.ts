import { Producer } from 'rocketmq-client-nodejs';
import { start, stop } from './rocketmq-client-life.js';
import { clientLog } from './rocketmq-log.js';
import type { RocketMqSettings } from './rocketmq-settings.js';
import { within } from '../within.js';

interface Seat {
  readonly producer: Producer;
  readonly since: number;
  users: number;
  retired: boolean;
}

/**
 * The producer in use. A producer never asks for its routes again and does not recover from a lost endpoint, so one that failed
 * or grew old is retired: who uses it finishes with it, who comes next gets a new one.
 */
export class RocketMqProducers {
  #seat: Promise<Seat> | undefined;
  readonly #closing = new AbortController();
  readonly #leaving = new Set<Promise<void>>();

  constructor(private readonly settings: RocketMqSettings) {}

  /** @throws what the work throws, or why no producer could be had; either way the next call starts afresh. */
  async use<T>(topic: string, work: (producer: Producer) => Promise<T>): Promise<T> {
    const seat = await this.#take(topic);
    try {
      return await work(seat.producer);
    } catch (error) {
      this.#retire(seat);
      throw error;
    } finally {
      seat.users -= 1;
      this.#stopUnused(seat);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const seat = await this.#seat?.catch(() => undefined);
    if (seat) this.#retire(seat);
    await within(this.settings.closeMs, () => Promise.all(this.#leaving)).catch(() => undefined);
  }

  async #take(topic: string): Promise<Seat> {
    for (;;) {
      if (this.#closing.signal.aborted) throw new Error('the broker is closed');
      const seat = await (this.#seat ??= this.#start(topic));
      if (!seat.retired && this.#now() - seat.since < this.settings.clientAgeMs) {
        seat.users += 1;
        return seat;
      }
      this.#retire(seat);
    }
  }

  /** With one topic only: with more, startup can hang. The others join when they are first sent to. */
  async #start(topic: string): Promise<Seat> {
    const { endpoints, requestMs, logger } = this.settings;
    const options = { endpoints, namespace: '', topics: [topic], requestTimeout: requestMs, logger: clientLog(logger) };
    try {
      const producer = await start(
        new Producer({ ...options, maxAttempts: 1 }),
        topic,
        this.settings,
        this.#closing.signal,
      );
      return { producer, since: this.#now(), users: 0, retired: false };
    } catch (error) {
      this.#seat = undefined;
      throw error;
    }
  }

  #retire(seat: Seat): void {
    if (seat.retired) return;
    seat.retired = true;
    this.#seat = undefined;
    this.#stopUnused(seat);
  }

  #stopUnused(seat: Seat): void {
    if (!seat.retired || seat.users > 0) return;
    const gone = stop(seat.producer).finally(() => this.#leaving.delete(gone));
    this.#leaving.add(gone);
  }

  #now(): number {
    return this.settings.clock.ms();
  }
}
