import type { Clock } from '#libs/kernel/clock';
import { LRUCache } from 'lru-cache';
import { digest } from '../definition/view.js';
import { TouchedIds } from './touched-ids.js';

/** Parsed JSON is larger than its text. */
const BYTES_PER_CHARACTER = 4;
const BYTES_BESIDES = 1_000;
const MOST_SHOWN = 8;

/** What makes an answer old: an event that names the tag, of these types only. */
export interface Touch {
  readonly tag: string;
  readonly events: readonly string[] | undefined;
}

/** How long an answer is believed. */
export interface Belief {
  readonly freshMs: number;
  readonly settleMs: number;
  readonly touches: readonly Touch[];
}

/** What the feed of changes is worth at the moment. */
export interface Feed {
  readonly trusted: boolean;
  /** Another one after each time that something may have been missed. */
  readonly epoch: number;
}

/** What is shown of an answer, and its fingerprint. */
export interface Shown {
  readonly json: string;
  readonly hash: string;
}

/** An answer as it was. */
export class Kept {
  readonly #shown = new Map<string, Shown>();

  constructor(
    readonly data: unknown,
    readonly text: string,
  ) {}

  /** Made once for all who choose the same fields. */
  shown(key: string, project: (data: unknown) => unknown): Shown {
    const known = this.#shown.get(key);
    if (known !== undefined) return known;
    const json = JSON.stringify(project(this.data));
    const shown = { json, hash: digest(json) };
    if (this.#shown.size < MOST_SHOWN) this.#shown.set(key, shown);
    return shown;
  }
}

interface Entry {
  readonly kept: Kept;
  readonly belief: Belief;
  readonly askedAt: number;
  readonly epoch: number;
  suspect: boolean;
}

/**
 * Answers of services, by who may see them. Bounded in bytes, the longest unused go first. A touched answer is not thrown away
 * but believed no more: an answer that turns out to be the same is not made ready to be shown again.
 */
export class PartCache {
  readonly touched = new TouchedIds();
  readonly #entries: LRUCache<string, Entry>;
  readonly #byTag = new Map<string, Set<string>>();

  constructor(
    readonly maxBytes: number,
    private readonly feed: Feed,
    private readonly clock: Clock,
  ) {
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ kept }) => BYTES_BESIDES + kept.text.length * BYTES_PER_CHARACTER,
      dispose: ({ belief }, key) => this.#untag(belief, key),
    });
  }

  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#entries.size, bytes: this.#entries.calculatedSize };
  }

  /** How many ids are listened for. */
  get tags(): number {
    return this.#byTag.size;
  }

  /** However old. */
  any(key: string): Kept | undefined {
    return this.#entries.get(key)?.kept;
  }

  /** Only what may be believed without asking. */
  fresh(key: string): Kept | undefined {
    const entry = this.#entries.get(key);
    return entry && this.#isFresh(entry) ? entry.kept : undefined;
  }

  /** One of at most this age, touched or not. */
  within(key: string, ms: number): Kept | undefined {
    const entry = this.#entries.get(key);
    return entry && this.#now() - entry.askedAt <= ms ? entry.kept : undefined;
  }

  /** @param turn what {@link touched} said before the service was asked. */
  keep(key: string, kept: Kept, belief: Belief, turn: number, epoch: number): void {
    const latest = this.touched.latest(belief.touches.map(({ tag }) => tag));
    const unsettled = latest !== undefined && this.#now() - latest.at < belief.settleMs;
    const suspect = unsettled || (latest !== undefined && latest.turn > turn);
    this.#entries.set(key, { kept, belief, askedAt: this.#now(), epoch, suspect });
    // One that is too large was not taken.
    if (!this.#entries.has(key)) return;
    for (const { tag } of belief.touches) this.#keysOf(tag).add(key);
  }

  /** An event of this type named these; undefined: something was written to them. */
  touch(tags: readonly string[], type?: string): void {
    this.touched.touch(tags, this.#now());
    for (const tag of tags) {
      for (const key of this.#byTag.get(tag) ?? []) {
        const entry = this.#entries.peek(key);
        if (entry?.belief.touches.some((touch) => touch.tag === tag && hears(touch, type))) entry.suspect = true;
      }
    }
  }

  #isFresh({ belief, askedAt, epoch, suspect }: Entry): boolean {
    if (suspect || this.#now() - askedAt >= belief.freshMs) return false;
    return belief.touches.length === 0 || (this.feed.trusted && epoch === this.feed.epoch);
  }

  #keysOf(tag: string): Set<string> {
    const known = this.#byTag.get(tag);
    if (known !== undefined) return known;
    const keys = new Set<string>();
    this.#byTag.set(tag, keys);
    return keys;
  }

  #untag({ touches }: Belief, key: string): void {
    for (const { tag } of touches) {
      const keys = this.#byTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#byTag.delete(tag);
    }
  }

  #now(): number {
    return this.clock.ms();
  }
}

export function hears({ events }: Pick<Touch, 'events'>, type: string | undefined): boolean {
  return type === undefined || events === undefined || events.some((beginning) => type.startsWith(beginning));
}
