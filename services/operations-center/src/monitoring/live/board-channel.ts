import { patchOf, type Document } from './merge-patch.js';

/** A push: what it is called, its number and its text, made once for all who watch. */
export interface Push {
  readonly type: 'board' | 'delta';
  readonly id: string;
  readonly data: string;
}

interface Listener {
  /** Null: they have been greeted. */
  lastEventId: string | undefined | null;
  readonly tell: (push: Push) => void;
}

/** How many pushes are remembered for those who come back, and how much text at most. */
const REMEMBERED = 120;
const MOST_CHARACTERS = 1_000_000;
/** Told although nothing has changed, so that everybody sees that it is not older. */
const REPEAT_MS = 3_000;

/** One board as those who see the same of it watch it: each look becomes one patch and one text for all of them, or none. */
export class BoardChannel {
  readonly #listeners = new Set<Listener>();
  #document: Document | undefined;
  #asOf = '';
  #toldAt = 0;
  #pushes: Push[] = [];
  #number = 0;
  #whole: Push | undefined;

  /** @param run distinguishes this process's numbers from others' */
  constructor(private readonly run: string) {}

  get size(): number {
    return this.#listeners.size;
  }

  /** @returns how to leave */
  join(lastEventId: string | undefined, tell: (push: Push) => void): () => void {
    const listener: Listener = { lastEventId, tell };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @param asOf ms since the epoch, of the look */
  show(document: Document, asOf: number): void {
    const push = this.#changeTo(document, asOf);
    for (const listener of this.#listeners) {
      const { lastEventId } = listener;
      listener.lastEventId = null;
      const pushes = lastEventId === null ? (push ? [push] : []) : this.#since(lastEventId);
      for (const each of pushes) listener.tell(each);
    }
  }

  #changeTo(document: Document, asOf: number): Push | null {
    const isFirst = this.#document === undefined;
    const patch = patchOf(this.#document ?? {}, document);
    if (patch === null && !isFirst && asOf - this.#toldAt < REPEAT_MS) return null;
    this.#document = document;
    this.#asOf = new Date(asOf).toISOString();
    this.#toldAt = asOf;
    this.#whole = undefined;
    this.#number += 1;
    const data = JSON.stringify({ asOf: this.#asOf, ...patch });
    const push = { type: 'delta' as const, id: this.#id, data };
    this.#pushes = newest([...this.#pushes, push]);
    return push;
  }

  /** What who has seen `lastEventId` has missed; everything when that is not known any more. */
  #since(lastEventId: string | undefined): Push[] {
    if (lastEventId === this.#id) return [];
    const place = this.#pushes.findIndex(({ id }) => id === lastEventId);
    return place < 0 ? [this.#everything] : this.#pushes.slice(place + 1);
  }

  get #everything(): Push {
    const data = JSON.stringify({ asOf: this.#asOf, ...this.#document });
    this.#whole ??= { type: 'board', id: this.#id, data };
    return this.#whole;
  }

  get #id(): string {
    return `${this.run}-${this.#number}`;
  }
}

function newest(pushes: readonly Push[]): Push[] {
  let characters = 0;
  const last = pushes.slice(-REMEMBERED);
  const tooOld = last.findLastIndex(({ data }) => (characters += data.length) > MOST_CHARACTERS);
  return last.slice(tooOld + 1);
}
