import type { Committed, Settled } from './group-transaction.js';
import type { Order, Outcome } from './submission.js';

/** Beyond it sharing a commit gains nothing more. */
const MOST_IN_A_GROUP = 64;

interface Entry {
  readonly order: Order;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers the commands of one tenant into groups: one for each instance at a time, in the order they came. Under load groups
 * grow by themselves, since commands gather while the lanes are busy.
 */
export class CommandQueue {
  readonly #lines = new Map<string, Entry[]>();
  /** Instances with a line and nothing under way. */
  readonly #ready = new Set<string>();
  readonly #busy = new Set<string>();
  #groups = 0;
  #scheduled = false;

  /** @param carryOut rejects when the database takes nothing of the group */
  constructor(
    private readonly lanes: number,
    private readonly carryOut: (group: readonly Order[]) => Promise<Committed>,
    private readonly onCommitted: (committed: Committed) => void,
  ) {}

  submit(order: Order): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const { instance } = order;
      const line = this.#lines.get(instance);
      const entry = { order, resolve, reject };
      if (line) line.push(entry);
      else this.#lines.set(instance, [entry]);
      if (!this.#busy.has(instance)) this.#ready.add(instance);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#groups >= this.lanes || this.#ready.size === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#run(this.#take());
      this.#schedule();
    });
  }

  #take(): Entry[] {
    return [...this.#ready].slice(0, MOST_IN_A_GROUP).map((instance) => {
      this.#ready.delete(instance);
      this.#busy.add(instance);
      return this.#lines.get(instance)!.shift()!;
    });
  }

  async #run(group: readonly Entry[]): Promise<void> {
    this.#groups++;
    await this.#settle(group);
    this.#groups--;
    for (const { order } of group) this.#release(order.instance);
    this.#schedule();
  }

  /** What the database refuses as a group it gets again one by one: only the poisonous one fails. */
  async #settle(group: readonly Entry[]): Promise<void> {
    let committed: Committed;
    try {
      committed = await this.carryOut(group.map(({ order }) => order));
    } catch (error) {
      if (group.length === 1) return group[0]!.reject(error);
      for (const entry of group) await this.#settle([entry]);
      return;
    }
    for (const [index, entry] of group.entries()) answer(entry, committed.settled[index]!);
    this.onCommitted(committed);
  }

  #release(instance: string): void {
    this.#busy.delete(instance);
    if (this.#lines.get(instance)!.length > 0) this.#ready.add(instance);
    else this.#lines.delete(instance);
  }
}

function answer({ resolve, reject }: Entry, settled: Settled): void {
  if ('outcome' in settled) resolve(settled.outcome);
  else reject(settled.error);
}
