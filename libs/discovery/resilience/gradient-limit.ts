/** A change is made of what was seen in so much time, of at least so many calls. */
const WINDOW_MS = 200;
const LEAST_SAMPLES = 10;
/** Windows that the long-term mean looks back on: two minutes of load. */
const LONG_WINDOWS = 600;
const SMOOTHING = 0.2;
/** So many more than are needed at the moment, to find out whether there is room. */
const ROOM = 4;

export interface GradientSettings {
  readonly minimum: number;
  /** So much longer than in the long run answers may take before there are to be fewer calls. */
  readonly tolerance: number;
}

/**
 * How many calls to a target may be in flight, found by how long its answers take, before it collapses under them. For each
 * window, of `short` its mean time and `long` the exponential mean of windows:
 *
 *     gradient = max(0.5, min(1, tolerance × long ÷ short))
 *     limit    = 0.8 × limit + 0.2 × (limit × gradient + 4), between `minimum` and `maximum`
 *
 * A limit of which less than half was used is left as it is, and a long-term mean of twice what is seen now is forgotten
 * faster (Netflix concurrency-limits, Gradient2Limit:
 * https://github.com/Netflix/concurrency-limits/blob/main/concurrency-limits-core/src/main/java/com/netflix/concurrency/limits/limit/Gradient2Limit.java).
 * It begins at the maximum, so that nobody is refused before anything is known.
 */
export class GradientLimit {
  #limit: number;
  #longMs = 0;
  #windows = 0;
  #beganAt = -Infinity;
  #sumMs = 0;
  #samples = 0;
  #mostInFlight = 0;

  constructor(
    private readonly maximum: number,
    private readonly settings: GradientSettings | undefined,
  ) {
    this.#limit = maximum;
  }

  /** Whole calls. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** @param ms how long an answer took. @param inFlight calls meanwhile. @param now a monotonic clock, ms. */
  sample(ms: number, inFlight: number, now: number): void {
    if (this.settings === undefined) return;
    this.#sumMs += ms;
    this.#samples += 1;
    if (inFlight > this.#mostInFlight) this.#mostInFlight = inFlight;
    if (this.#samples < LEAST_SAMPLES || now - this.#beganAt < WINDOW_MS) return;
    this.#follow(Math.max(this.#sumMs / this.#samples, Number.MIN_VALUE), this.settings);
    this.#beganAt = now;
    this.#sumMs = 0;
    this.#samples = 0;
    this.#mostInFlight = 0;
  }

  #follow(shortMs: number, { minimum, tolerance }: GradientSettings): void {
    this.#windows = Math.min(this.#windows + 1, LONG_WINDOWS);
    this.#longMs += (shortMs - this.#longMs) / this.#windows;
    if (this.#longMs / shortMs > 2) this.#longMs *= 0.95;
    if (this.#mostInFlight < this.#limit / 2) return;
    const gradient = Math.max(0.5, Math.min(1, (tolerance * this.#longMs) / shortMs));
    const wanted = this.#limit * gradient + ROOM;
    const smoothed = (1 - SMOOTHING) * this.#limit + SMOOTHING * wanted;
    this.#limit = Math.min(this.maximum, Math.max(Math.min(minimum, this.maximum), smoothed));
  }
}
