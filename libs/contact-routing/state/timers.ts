import { Heap } from '../index/heap.js';

/** Of one contact or reservation; ms since the epoch. */
export interface Timer {
  readonly of: 'reservation' | 'contact';
  readonly id: string;
  due: number;
  /** Where it lies in the heap; -1: nowhere. */
  index: number;
}

/** What is due next: of two at once reservations come first, then the smaller id. */
export class Timers {
  readonly #heap = new Heap<Timer>(isBefore, (timer, index) => {
    timer.index = index;
  });

  first(): Timer | undefined {
    return this.#heap.peek();
  }

  /** Infinity: never. */
  set(timer: Timer, due: number): void {
    if (due === Infinity) return this.stop(timer);
    timer.due = due;
    if (timer.index < 0) this.#heap.push(timer);
    else this.#heap.moveAt(timer.index);
  }

  stop(timer: Timer): void {
    if (timer.index < 0) return;
    const { index } = timer;
    timer.index = -1;
    this.#heap.removeAt(index);
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  if (a.due !== b.due) return a.due < b.due;
  return a.of === b.of ? a.id < b.id : a.of === 'reservation';
}
