/** A binary heap. `placed` hears where each item lies, for whoever wants to move or remove it later. */
export class Heap<T> {
  readonly #items: T[] = [];

  constructor(
    private readonly before: (a: T, b: T) => boolean,
    private readonly placed: (item: T, index: number) => void = () => undefined,
  ) {}

  get size(): number {
    return this.#items.length;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    this.#items.push(item);
    this.#rise(item, this.#items.length - 1);
  }

  pop(): T | undefined {
    const first = this.#items[0];
    if (first !== undefined) this.removeAt(0);
    return first;
  }

  removeAt(index: number): void {
    const last = this.#items.pop()!;
    if (index === this.#items.length) return;
    this.#items[index] = last;
    this.moveAt(index);
  }

  /** Finds the new place of an item whose order changed. */
  moveAt(index: number): void {
    const item = this.#items[index]!;
    if (this.#rise(item, index) === index) this.#sink(item, index);
  }

  #rise(item: T, from: number): number {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.before(item, this.#items[parent]!)) break;
      this.#put(this.#items[parent]!, index);
      index = parent;
    }
    this.#put(item, index);
    return index;
  }

  #sink(item: T, from: number): void {
    let index = from;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.#items.length) break;
      if (child + 1 < this.#items.length && this.before(this.#items[child + 1]!, this.#items[child]!)) child += 1;
      if (!this.before(this.#items[child]!, item)) break;
      this.#put(this.#items[child]!, index);
      index = child;
    }
    this.#put(item, index);
  }

  #put(item: T, index: number): void {
    this.#items[index] = item;
    this.placed(item, index);
  }
}
