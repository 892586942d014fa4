import { setImmediate as nextBreath, setTimeout as pause } from 'node:timers/promises';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';

export interface LaneWork<Item> {
  /** What is due now, in its order, and not of the groups that are busy. */
  due(busy: readonly string[]): Promise<Item[]>;
  /** Items of a group are never on their way at the same time. */
  groupOf(item: Item): string;
  /** Delivers the items of one group and keeps what became of them; rejects when that could not be kept. */
  deliver(items: readonly Item[], stopping: AbortSignal): Promise<void>;
  failed(error: unknown): void;
}

/** What goes to one place outside, so many groups side by side: a slow place holds up nobody but itself. */
export class Lane<Item> {
  readonly #busy = new Set<string>();
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #looking: Promise<void> | undefined;
  #again = false;
  #ended = false;

  constructor(
    private readonly tenantId: string,
    private readonly width: number,
    private readonly work: LaneWork<Item>,
  ) {}

  /** Starts what is due and has room; resolves when it has looked, never rejects. A call meanwhile makes it look once more. */
  look(): Promise<void> {
    if (this.#ended) return Promise.resolve();
    this.#again = true;
    this.#looking ??= runAsTenant(this.tenantId, () => this.#lookWhileAsked());
    return this.#looking;
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    while (this.#looking || this.#running.size > 0) await Promise.all([this.#looking, ...this.#running]);
  }

  /** Starts nothing more; what is on its way has so long, then it is cut and another sends it again. */
  async stop(graceMs: number): Promise<void> {
    this.#ended = true;
    const cut = new AbortController();
    await Promise.race([this.idle(), pause(graceMs, undefined, { signal: cut.signal }).catch(() => undefined)]);
    cut.abort();
    this.#stopping.abort();
    await this.idle();
  }

  /** One look at a time, and those that are busy are left out of it: what it finds nobody else has started since. */
  async #lookWhileAsked(): Promise<void> {
    while (this.#again && !this.#ended) {
      // Deliveries that end in the same breath share a look.
      await nextBreath();
      this.#again = false;
      if (this.#busy.size >= this.width) break;
      const items = await this.work.due([...this.#busy]).catch((error: unknown) => {
        this.work.failed(error);
        return [];
      });
      const groups = [...Map.groupBy(items, (item) => this.work.groupOf(item))];
      for (const [group, members] of groups.slice(0, this.width - this.#busy.size)) this.#start(group, members);
    }
    // In the same step as the last look at #again: no call can fall in between.
    this.#looking = undefined;
  }

  /** After a failure that could not be kept the next round looks again, not at once: the same would be found. */
  #start(group: string, items: readonly Item[]): void {
    this.#busy.add(group);
    const running = this.work
      .deliver(items, this.#stopping.signal)
      .then(
        () => true,
        (error: unknown) => {
          this.work.failed(error);
          return false;
        },
      )
      .then((isKept) => {
        this.#busy.delete(group);
        this.#running.delete(running);
        if (isKept) void this.look();
      });
    this.#running.add(running);
  }
}
