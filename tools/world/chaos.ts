import { setTimeout as pauseOf } from 'node:timers/promises';
import { seededRandom } from '../seeded-random.js';
import type { Takeable } from './takeable.js';

/** A part that was taken away, and came back. Times in ms of the clock `performance.now()`. */
export interface Outage {
  readonly part: string;
  readonly takenAt: number;
  /** When it was there again. */
  readonly givenAt: number;
  /** When all was well again; null: it never was. */
  readonly wellAt: number | null;
}

/** How long a part is away at least, and how long all are well between two; each drawn anew. In ms. */
const AWAY_MS = { shortest: 4_000, longest: 7_000 };
const PEACE_MS = { shortest: 2_000, longest: 6_000 };
/** Nobody is waited for longer: then it is said that it did not become well. */
const WELL_WITHIN_MS = 60_000;

export interface ChaosOptions {
  readonly seed: number;
  readonly onTake: (part: string) => void;
  /** Resolves as soon as all that is asked is answered again, or after so long; says whether it is. */
  readonly untilWell: (withinMs: number) => Promise<boolean>;
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** Takes one part away after the other, in an order of the seed's, until it is told to stop; each at least once. */
export class Chaos {
  readonly outages: Outage[] = [];
  readonly #over = new AbortController();
  readonly #running: Promise<void>;

  constructor(
    private readonly parts: readonly Takeable[],
    private readonly options: ChaosOptions,
  ) {
    this.#running = this.#reign();
    // Told when it is stopped.
    this.#running.catch(() => {});
  }

  /** Resolves when each part was away once and all are back. @throws when something did not come back */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#running;
  }

  async #reign(): Promise<void> {
    for (let round = 0; round === 0 || !this.#over.signal.aborted; round += 1) {
      for (const part of shuffled(this.parts, this.options.seed, round)) {
        await this.#pause(PEACE_MS, round, part.name);
        if (round > 0 && this.#over.signal.aborted) return;
        await this.#takeAway(part, round);
      }
    }
  }

  async #takeAway(part: Takeable, round: number): Promise<void> {
    this.options.onTake(part.name);
    const takenAt = performance.now();
    await part.take();
    await this.#pause(AWAY_MS, round, part.name);
    await part.give();
    const givenAt = performance.now();
    const isWell = await this.options.untilWell(WELL_WITHIN_MS);
    this.outages.push({ part: part.name, takenAt, givenAt, wellAt: isWell ? performance.now() : null });
  }

  #pause({ shortest, longest }: typeof PEACE_MS, round: number, name: string): Promise<unknown> {
    const { seed, pause = pauseOf } = this.options;
    return pause(shortest + (longest - shortest) * seededRandom(seed, longest, round, name));
  }
}

function shuffled<T extends { name: string }>(all: readonly T[], seed: number, round: number): T[] {
  const drawn = (each: T) => seededRandom(seed, 'order', round, each.name);
  return all.toSorted((a, b) => drawn(a) - drawn(b));
}
