import type Consul from 'consul';
import type { Logger } from 'pino';

/** Also the longest that a connection which died silently goes unnoticed. */
const WAIT = '5s';
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

export interface Watched {
  /** For the log. */
  readonly name: string;
  /** A reading of the client, given the options that make it block until something changes. */
  readonly read: (blocking: Record<string, string>) => Promise<unknown>;
  /** Takes in a reading; rejecting counts as a loss. `afterLoss`: the first reading since the watch was lost. */
  readonly take: (reading: unknown, afterLoss: boolean) => void | Promise<void>;
}

/**
 * A blocking query that goes on for ever. The client's own watch ends for good on some errors and pauses up to 30 s after
 * others: so any error ends it here, and a new one starts from the beginning after a jittered pause that doubles up to 5 s.
 */
export class ConsulWatch {
  #watch: ReturnType<Consul['watch']> | undefined;
  #again: NodeJS.Timeout | undefined;
  #losses = 0;
  #taking: Promise<void> = Promise.resolve();
  #waiting: PromiseWithResolvers<void>[] = [];

  constructor(
    private readonly consul: Consul,
    private readonly watched: Watched,
    private readonly logger: Logger,
  ) {
    this.#start();
  }

  /** Reads anew now; resolves when a reading that began after this call was taken in. @throws when that failed. */
  renew(): Promise<void> {
    const waiting = Promise.withResolvers<void>();
    this.#waiting.push(waiting);
    this.#start();
    return waiting.promise;
  }

  close(): void {
    this.#stop();
    this.#settle((waiting) => waiting.reject(new Error(`the watch of ${this.watched.name} was closed`)));
  }

  #start(): void {
    this.#stop();
    const watch = this.consul.watch({ method: this.watched.read, options: { wait: WAIT }, maxAttempts: 0 });
    watch.on('change', (reading: unknown) => this.#received(watch, reading));
    watch.on('error', (error: unknown) => this.#lose(watch, error));
    this.#watch = watch;
  }

  #stop(): void {
    clearTimeout(this.#again);
    this.#watch?.end();
    this.#watch = undefined;
  }

  /** One reading after the other, and none of a watch that was replaced meanwhile. */
  #received(watch: ReturnType<Consul['watch']>, reading: unknown): void {
    this.#taking = this.#taking.then(async () => {
      if (watch !== this.#watch) return;
      try {
        await this.watched.take(reading, this.#losses > 0);
      } catch (error) {
        return this.#lose(watch, error);
      }
      if (watch === this.#watch) this.#took();
    });
  }

  #took(): void {
    if (this.#losses > 0) this.logger.info({ watch: this.watched.name }, 'Consul is back');
    this.#losses = 0;
    this.#settle((waiting) => waiting.resolve());
  }

  #lose(watch: ReturnType<Consul['watch']>, error: unknown): void {
    if (watch !== this.#watch) return;
    this.#stop();
    if (this.#losses === 0) this.logger.warn({ err: error, watch: this.watched.name }, 'Consul is lost');
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.#losses, LONGEST_PAUSE_MS);
    this.#losses += 1;
    this.#again = setTimeout(() => this.#start(), pause * (0.5 + Math.random() / 2)).unref();
    this.#settle((waiting) => waiting.reject(error));
  }

  #settle(settle: (waiting: PromiseWithResolvers<void>) => void): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    waiting.forEach(settle);
  }
}
