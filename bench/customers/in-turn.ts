import { KINDS, type Kind, type LookUps } from './look-ups.js';

/** Each kind of look-up in turn among few and among many, so that what else the machine does is shared by all. */
const IN_TURN = 25;
/** No divisor of how many there are: all are asked for. */
const STEP = 7_919;

export interface Speed {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export type Speeds = Readonly<Record<Kind, Speed>>;

/** @param counts of customers, one for each */
export async function inTurn(all: readonly LookUps[], counts: readonly number[], times: number): Promise<Speeds[]> {
  const took = all.map(() => Object.fromEntries(KINDS.map((kind) => [kind, []])) as unknown as Record<Kind, number[]>);
  let n = 0;
  for (let done = -IN_TURN; done < times; done += IN_TURN)
    for (const kind of KINDS)
      for (const [at, lookUps] of all.entries())
        for (let one = 0; one < IN_TURN; one++) {
          n += STEP;
          const begun = performance.now();
          await lookUps[kind](n % counts[at]!);
          // The first round warms up.
          if (done >= 0) took[at]![kind].push(performance.now() - begun);
        }
  return took.map(
    (each) => Object.fromEntries(KINDS.map((kind) => [kind, speedOf(each[kind])])) as Record<Kind, Speed>,
  );
}

function speedOf(took: readonly number[]): Speed {
  const sorted = took.toSorted((a, b) => a - b);
  const total = took.reduce((sum, ms) => sum + ms, 0);
  const at = (share: number) => Number(sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(3));
  return { perSecond: Math.round((took.length / total) * 1_000), p50Ms: at(0.5), p99Ms: at(0.99) };
}
