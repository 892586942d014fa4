import type { Metrics } from '#libs/observability/metrics';
import type { Came, PartCounts } from './execution/part-answers.js';
import type { Outcomes } from './execution/view-run.js';

/** How an answer went out. */
export type Went = 'fast' | 'whole' | 'streamed' | 'not-modified' | 'refused';

/** Of one view, since the start. */
export interface Tally {
  readonly answers: Record<Went, number>;
  readonly parts: Record<Came | 'stale' | 'error' | 'timeout' | 'skipped', number>;
}

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.6, 1, 2, 5];

/** What the views cost, and what was spared. */
export class ViewCounts implements PartCounts {
  readonly #tallies = new Map<string, Tally>();
  readonly #parts;
  readonly #answers;
  readonly #seconds;

  constructor(metrics: Metrics) {
    this.#parts = metrics.counter(
      'switchboard_gateway_view_part_total',
      'Parts of views by how they were come by: hit (nobody was asked), revalidated (nothing had changed), fetched, or why not',
      ['view', 'part', 'result'],
    );
    this.#answers = metrics.counter('switchboard_gateway_view_answer_total', 'Answers of views', ['view', 'kind']);
    this.#seconds = metrics.histogram(
      'switchboard_gateway_view_seconds',
      'From the request to each message of a view; `whole`: to the last',
      BUCKETS_SECONDS,
    );
  }

  tally(view: string): Tally {
    const known = this.#tallies.get(view);
    if (known !== undefined) return known;
    const tally: Tally = {
      answers: { fast: 0, whole: 0, streamed: 0, 'not-modified': 0, refused: 0 },
      parts: { hit: 0, revalidated: 0, fetched: 0, stale: 0, error: 0, timeout: 0, skipped: 0 },
    };
    this.#tallies.set(view, tally);
    return tally;
  }

  came(view: string, part: string, result: Came): void {
    this.#count(view, part, result);
  }

  /** Those that did not come as they should. */
  settled(view: string, outcomes: Outcomes): void {
    for (const [part, { status }] of outcomes) if (status !== 'ok') this.#count(view, part, status);
  }

  went(view: string, kind: Went): void {
    this.tally(view).answers[kind] += 1;
    this.#answers.inc({ view, kind });
  }

  took(view: string, message: string, ms: number): void {
    this.#seconds.series({ view, message }).observe(ms / 1_000);
  }

  #count(view: string, part: string, result: keyof Tally['parts']): void {
    this.tally(view).parts[result] += 1;
    this.#parts.inc({ view, part, result });
  }
}

/** Of the parts that were shown, for how many nobody had to be asked. */
export function hitRate({ parts }: Tally): number | null {
  const shown = parts.hit + parts.revalidated + parts.fetched;
  return shown === 0 ? null : Number((parts.hit / shown).toFixed(4));
}
