/** Who in this process follows which topic. */
export class Followers {
  readonly #listeners = new Map<string, Set<() => void>>();

  get topics(): readonly string[] {
    return [...this.#listeners.keys()];
  }

  /** @returns whether nobody followed it before */
  add(topic: string, heard: () => void): boolean {
    const known = this.#listeners.get(topic);
    if (known) known.add(heard);
    else this.#listeners.set(topic, new Set([heard]));
    return !known;
  }

  /** @returns whether nobody follows it any more */
  remove(topic: string, heard: () => void): boolean {
    const listeners = this.#listeners.get(topic);
    listeners?.delete(heard);
    return listeners?.size === 0 && this.#listeners.delete(topic);
  }

  tell(topic: string): void {
    for (const heard of this.#listeners.get(topic) ?? []) heard();
  }
}
