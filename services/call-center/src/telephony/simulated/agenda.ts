interface Entry {
  readonly at: number;
  /** Of two at the same time the one entered first comes first. */
  readonly entered: number;
  readonly what: () => void;
}

/** What is to happen when: a binary heap, so that a hundred thousand calls cost little more than one. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #entered = 0;

  /** @param at milliseconds since the epoch */
  enter(at: number, what: () => void): void {
    this.#heap.push({ at, entered: this.#entered++, what });
    this.#rise(this.#heap.length - 1);
  }

  /** When the next one is due; null when there is none. */
  get next(): number | null {
    return this.#heap[0]?.at ?? null;
  }

  /** @throws TypeError when there is none */
  take(): () => void {
    const [first] = this.#heap;
    const last = this.#heap.pop()!;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink();
    }
    return first!.what;
  }

  #rise(index: number): void {
    for (let child = index; child > 0;) {
      const parent = (child - 1) >> 1;
      if (this.#before(parent, child)) return;
      this.#swap(parent, child);
      child = parent;
    }
  }

  #sink(): void {
    for (let parent = 0; ;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      if (left >= this.#heap.length) return;
      const child = right < this.#heap.length && this.#before(right, left) ? right : left;
      if (this.#before(parent, child)) return;
      this.#swap(parent, child);
      parent = child;
    }
  }

  #before(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one]!, this.#heap[other]!];
    return a.at < b.at || (a.at === b.at && a.entered < b.entered);
  }

  #swap(one: number, other: number): void {
    [this.#heap[one], this.#heap[other]] = [this.#heap[other]!, this.#heap[one]!];
  }
}
