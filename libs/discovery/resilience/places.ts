/** Who is served first where not all can be. */
export type Priority = 'high' | 'normal' | 'low';

/** Nobody waits longer than `ms`; `size` 0: nobody waits at all. */
export interface QueueSettings {
  readonly size: number;
  readonly ms: number;
}

/** There was no place, and none came free in time: refused without having done anything. */
export class NoPlace extends Error {}

const ORDER: Readonly<Record<Priority, number>> = { high: 0, normal: 1, low: 2 };
/** In a queue that does not empty nobody waits longer than this part of the usual: what would come of it is late anyway. */
const OVERLOADED = 0.05;

interface Waiting {
  readonly order: number;
  readonly timer: NodeJS.Timeout;
  readonly enter: () => void;
  readonly refuse: () => void;
}

/**
 * A bulkhead: so many at once, and a bounded queue before it. The higher priority goes first, and takes the place of the
 * lowest in a full queue. How long one waits is by controlled delay: `ms`, and once the queue has not been empty for that
 * long a twentieth of it (B. Maurer, Fail at Scale, ACM Queue 13/8, 2015, https://queue.acm.org/detail.cfm?id=2839461).
 */
export class Places {
  #taken = 0;
  #waiting: Waiting[] = [];
  #busySince = Infinity;

  /** @param limit how many at once, as it is now. @param now a monotonic clock, ms. */
  constructor(
    private readonly limit: () => number,
    private readonly queue: QueueSettings,
    private readonly now: () => number,
  ) {}

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Undefined: there was a place. Whoever has got one leaves it. @throws NoPlace */
  enter(priority: Priority = 'normal'): undefined | Promise<void> {
    if (this.#waiting.length === 0 && this.#taken < this.limit()) {
      this.#taken += 1;
      return undefined;
    }
    const order = ORDER[priority];
    if (this.#waiting.length >= this.queue.size && !this.#makeRoom(order)) throw new NoPlace();
    return this.#wait(order);
  }

  leave(): void {
    this.#taken -= 1;
    while (this.#waiting.length > 0 && this.#taken < this.limit()) {
      const next = this.#waiting.shift()!;
      this.#gone(next);
      this.#taken += 1;
      next.enter();
    }
  }

  #wait(order: number): Promise<void> {
    if (this.#waiting.length === 0) this.#busySince = this.now();
    const { ms } = this.queue;
    const patience = this.now() - this.#busySince > ms ? ms * OVERLOADED : ms;
    return new Promise((enter, reject) => {
      const refuse = () => reject(new NoPlace());
      const waiting: Waiting = { order, enter, refuse, timer: setTimeout(() => this.#giveUp(waiting), patience) };
      const before = this.#waiting.findIndex((other) => other.order > order);
      this.#waiting.splice(before === -1 ? this.#waiting.length : before, 0, waiting);
    });
  }

  /** They stand in order: the last is the least. */
  #makeRoom(order: number): boolean {
    const last = this.#waiting.at(-1);
    if (last === undefined || last.order <= order) return false;
    this.#giveUp(last);
    return true;
  }

  #giveUp(waiting: Waiting): void {
    this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
    this.#gone(waiting);
    waiting.refuse();
  }

  #gone({ timer }: Waiting): void {
    clearTimeout(timer);
    if (this.#waiting.length === 0) this.#busySince = Infinity;
  }
}
