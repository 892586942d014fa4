/** The newest commands that are remembered. */
const REMEMBERED = 50_000;

/** Carries each command out once. One that failed may be tried again: it had no effect, or reconciliation finds it. */
export class CommandOnce {
  readonly #taken = new Map<string, Promise<void>>();

  /** Whoever repeats it waits for the first. */
  run(commandId: string, work: () => Promise<void>): Promise<void> {
    const known = this.#taken.get(commandId);
    if (known) return known;
    const taken = work();
    this.#taken.set(commandId, taken);
    taken.catch(() => this.#taken.delete(commandId));
    const [oldest] = this.#taken.keys();
    if (this.#taken.size > REMEMBERED) this.#taken.delete(oldest!);
    return taken;
  }
}
