/** Delays that last until the test ends them, or their signal does. */
export class Pauses {
  readonly #open = new Set<() => void>();
  /** The length of every pause that was asked for, in ms. */
  readonly asked: number[] = [];

  readonly delay = async (ms: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    this.asked.push(ms);
    return new Promise((resolve, reject) => {
      const end = () => {
        this.#open.delete(end);
        resolve();
      };
      this.#open.add(end);
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  };

  /** Every pause is over. */
  pass(): void {
    for (const end of this.#open) end();
  }
}
