import type { Clock } from '#libs/kernel/clock';
import type { Feed } from '../cache/part-cache.js';
import type { Change } from './change.js';
import type { ChangeSource } from './change-source.js';

const LOOK_EVERY_MS = 2_000;
/** An event that took longer shows that others may be on their way for as long. */
const LATE_MS = 5_000;

export interface FeedListener {
  changed(change: Change): void;
  /** Changes may have been missed: everything has to be looked at again. */
  missed(): void;
}

/**
 * What is heard of changes, and whether all of it is. While the source does not work, or is late, nothing is believed that
 * hangs on it; after that, nothing that was kept before.
 */
export class ChangeFeed implements Feed {
  #works = false;
  #epoch = 0;
  #lateUntil = 0;
  #lagMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #listener: FeedListener = { changed: () => undefined, missed: () => undefined };

  /** @param source undefined: there is nowhere to hear from. */
  constructor(
    private readonly source: ChangeSource | undefined,
    private readonly clock: Clock,
  ) {}

  get trusted(): boolean {
    return this.#works && this.#now() >= this.#lateUntil;
  }

  /** Whether what changes now is heard of, late perhaps. */
  get works(): boolean {
    return this.#works;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** Of the last event that was heard, in ms. */
  get lagMs(): number {
    return this.#lagMs;
  }

  async start(listener: FeedListener): Promise<void> {
    this.#listener = listener;
    if (this.source === undefined) return;
    await this.source.start((change) => this.#heard(change));
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
    await this.look();
  }

  /** Asks the source now. */
  async look(): Promise<void> {
    const works = (await this.source?.works()) ?? false;
    const back = works && !this.#works;
    this.#works = works;
    if (!back) return;
    this.#epoch += 1;
    this.#listener.missed();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#works = false;
    await this.source?.close();
  }

  #heard(change: Change): void {
    this.#lagMs = Math.max(0, this.#now() - change.at);
    if (this.#lagMs > LATE_MS) this.#lateUntil = this.#now() + this.#lagMs;
    this.#listener.changed(change);
  }

  #now(): number {
    return this.clock.ms();
  }
}
