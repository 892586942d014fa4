import { LRUCache } from 'lru-cache';

const MOST = 100_000;

interface Touched {
  readonly turn: number;
  /** ms since 1970 */
  readonly at: number;
}

/** When which ids were last heard of: who began to ask before that may have been told what was so earlier. */
export class TouchedIds {
  readonly #last = new LRUCache<string, Touched>({ max: MOST });
  #turn = 0;

  /** Grows with everything that is heard. */
  get turn(): number {
    return this.#turn;
  }

  touch(tags: readonly string[], at: number): void {
    this.#turn += 1;
    for (const tag of tags) this.#last.set(tag, { turn: this.#turn, at });
  }

  /** The latest of them; undefined: none was heard of. */
  latest(tags: readonly string[]): Touched | undefined {
    return tags
      .flatMap((tag) => this.#last.get(tag) ?? [])
      .reduce<Touched | undefined>((latest, one) => (latest && latest.turn > one.turn ? latest : one), undefined);
  }
}
