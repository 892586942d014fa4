interface Entry {
  readonly due: Date;
  readonly ring: () => void;
}

/** What is to happen when, by name. */
export class Timetable {
  readonly #entries = new Map<string, Entry>();

  /** Replaces what had that name. */
  set(name: string, due: Date, ring: () => void): void {
    this.#entries.delete(name);
    this.#entries.set(name, { due, ring });
  }

  cancel(name: string): void {
    this.#entries.delete(name);
  }

  earliest(): Date | undefined {
    return this.#first()?.[1].due;
  }

  /** Takes out the earliest that is due; of several at one time the one that was set first. */
  next(now: Date): Entry | undefined {
    const first = this.#first();
    if (!first || first[1].due > now) return undefined;
    this.#entries.delete(first[0]);
    return first[1];
  }

  #first(): [string, Entry] | undefined {
    let first: [string, Entry] | undefined;
    for (const each of this.#entries) if (!first || each[1].due < first[1].due) first = each;
    return first;
  }
}
