import type { Listed } from '../figure/look-parts.js';
import type { FigureWindow, MonitorScope } from '../figure/figure-definition.js';
import type { Readings } from './board-document.js';

interface Kept {
  readonly at: number;
  readonly reading: Promise<unknown>;
}

/** Readings that are made once for all who want the same, and again when they are older than that. */
export class KeptReadings implements Readings {
  readonly #kept = new Map<string, Kept>();

  /** @param now ms, of a clock that only goes forward */
  constructor(
    private readonly readings: Readings,
    private readonly keptMs: number,
    private readonly now: () => number,
  ) {}

  course(figure: string, scope: MonitorScope, minutes: 15 | 30): Promise<ReadonlyMap<string, number | null>> {
    return this.#once(['course', figure, scope.kind, scope.id, minutes], () =>
      this.readings.course(figure, scope, minutes),
    );
  }

  first(figure: string, scope: MonitorScope, window: FigureWindow, limit: number): Promise<readonly Listed[]> {
    const name = ['first', figure, scope.kind, scope.id, window, limit];
    return this.#once(name, () => this.readings.first(figure, scope, window, limit));
  }

  #once<Read>(parts: readonly unknown[], read: () => Promise<Read>): Promise<Read> {
    const name = JSON.stringify(parts);
    const known = this.#kept.get(name);
    if (known && this.now() - known.at < this.keptMs) return known.reading as Promise<Read>;
    for (const [old, { at }] of this.#kept) if (this.now() - at >= this.keptMs) this.#kept.delete(old);
    const reading = read();
    this.#kept.set(name, { at: this.now(), reading });
    return reading;
  }
}
