import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';

/** Of a transaction; what comes beyond waits for the next. */
const MOST_TOGETHER = 64;

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * What comes while others are written is written with all who wait, in one transaction: the busier, the fewer statements for
 * each. A tenant's are written one after the other. When they fail together each is tried alone, so that nobody fails for another.
 */
export class Together<Item> {
  readonly #lanes = new Map<string, Waiting<Item>[]>();

  constructor(private readonly write: (items: readonly Item[]) => Promise<void>) {}

  /** Settles when it is written, or cannot be. */
  add(item: Item): Promise<void> {
    const tenantId = currentTenant();
    return new Promise((resolve, reject) => {
      const waiting = { item, resolve, reject };
      const lane = this.#lanes.get(tenantId);
      if (lane) return void lane.push(waiting);
      this.#lanes.set(tenantId, [waiting]);
      void runAsTenant(tenantId, () => this.#drain(tenantId));
    });
  }

  async #drain(tenantId: string): Promise<void> {
    const lane = this.#lanes.get(tenantId)!;
    while (lane.length > 0) await this.#writeAll(lane.splice(0, MOST_TOGETHER));
    this.#lanes.delete(tenantId);
  }

  async #writeAll(some: readonly Waiting<Item>[]): Promise<void> {
    try {
      await this.write(some.map(({ item }) => item));
      for (const { resolve } of some) resolve();
    } catch (error) {
      if (some.length === 1) return some[0]!.reject(error);
      for (const each of some) await this.#writeAll([each]);
    }
  }
}
