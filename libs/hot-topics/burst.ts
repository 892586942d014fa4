/** How many of some texts have a term. */
export interface Share {
  readonly count: number;
  readonly texts: number;
}

export interface Burst {
  /** How many texts of the window would have the term, were it as usual. */
  readonly expected: number;
  /** Kleinberg's weight of being in the burst state, in nats: above 0 the burst explains the window better. */
  readonly weight: number;
  /** −log10 of how likely so many or more would be, were it as usual. */
  readonly surprise: number;
}

/** What is known of a term before it was ever seen: one in so many texts. */
const PRIOR = { count: 1, texts: 200 };
/** How much more frequent a term is in a burst: s of Kleinberg. */
const SCALE = 2;
const MOST_SURPRISE = 300;

/** The usual share of texts with a term: the largest of its seasons, each drawn towards 1 in 200 while little is known. 0 to 1. */
export function usualShare(seasons: readonly Share[]): number {
  const shares = seasons.map(({ count, texts }) => (count + PRIOR.count) / (texts + PRIOR.texts));
  return Math.min(0.999, Math.max(PRIOR.count / PRIOR.texts, ...shares));
}

/**
 * Whether a term is in a burst. Weight: the two-state model of Kleinberg, "Bursty and Hierarchical Structure in Streams" (2002), §4, for
 * batches: the difference of the costs −ln(C(d, r) pᵢʳ (1 − pᵢ)ᵈ⁻ʳ) of the usual state and of the one twice as frequent. Surprise: the
 * upper tail of a Poisson distribution with the expected count.
 */
export function burstOf({ count, texts }: Share, usual: number): Burst {
  const burst = Math.min(0.999, usual * SCALE);
  const expected = usual * texts;
  const weight = count * Math.log(burst / usual) + (texts - count) * Math.log((1 - burst) / (1 - usual));
  return { expected, weight, surprise: surpriseOf(count, expected) };
}

/** Summed up from the smallest term, so that nothing is lost to 1 − (1 − ε). */
function surpriseOf(count: number, expected: number): number {
  if (count <= expected) return 0;
  let term = 1;
  let sum = 1;
  for (let k = count + 1; term > 1e-12 * sum; k += 1) {
    term *= expected / k;
    sum += term;
  }
  const ln = count * Math.log(expected) - expected - lnFactorial(count) + Math.log(sum);
  return Math.min(MOST_SURPRISE, Math.max(0, -ln / Math.LN10));
}

function lnFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k += 1) sum += Math.log(k);
  return sum;
}
