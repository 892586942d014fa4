interface Beating {
  readonly name: string;
  readonly epoch: number;
  readonly beat: number;
}

interface Sighting extends Beating {
  /** When it was first seen like this. */
  readonly since: number;
}

/** Remembers when each beat was last seen to move, by the clock of the one who looks. */
export class Heartbeats {
  #sightings = new Map<string, Sighting>();

  constructor(private readonly patienceMs: number) {}

  /** Those whose beat has not moved for as long as our patience lasts. `now` is in ms. */
  stoppedAmong<Row extends Beating>(rows: readonly Row[], now: number): Row[] {
    this.#sightings = new Map(rows.map((row) => [row.name, this.#seen(row, now)]));
    return rows.filter((row) => now - this.#sightings.get(row.name)!.since >= this.patienceMs);
  }

  /** They are gone: one of the same name that comes later is another. */
  forget(names: readonly string[]): void {
    for (const name of names) this.#sightings.delete(name);
  }

  #seen({ name, epoch, beat }: Beating, now: number): Sighting {
    const last = this.#sightings.get(name);
    const same = last !== undefined && last.epoch === epoch && last.beat === beat && last.since <= now;
    return same ? last : { name, epoch, beat, since: now };
  }
}
