/** Who is refused first when not all can be served: from `low` on; `vital` are those without whom nobody could help. */
export const KINDS = ['low', 'normal', 'high', 'vital'] as const;
export type RequestKind = (typeof KINDS)[number];

/** How much there is to do, each as a multiple of what is still well. */
export interface Load {
  /** Of the event loop's delay. */
  readonly delay: number;
  /** Of requests in flight. */
  readonly inFlight: number;
}

/** How much more is refused after one look at most: from nothing to all of a kind takes two looks. */
const STEEPEST = 0.5;
/** How much less, after one: what was refused comes back in steps, or all of it would at once. */
const BACK = 0.1;
/** Below this share of what is well less is refused; above the whole of it more. Between them it stays as it is. */
const WELL = 0.7;

/** Only what has been too much for so many looks in a row is: a pause of the collector is none (CoDel, RFC 8289 §3.2, the minimum). */
const STANDING = 4;

const RANK: Readonly<Record<RequestKind, number>> = { low: 0, normal: 1, high: 2, vital: 3 };

/**
 * Which requests are refused, before there is so much to do that none is answered in time. One number says how far it has come: of its
 * whole part all requests of so many kinds are refused, of the next kind the share that its fraction is. It rises by how far the load
 * exceeds what is well and falls slowly, so that neither all nor nobody is refused in turn.
 */
export class Shedding {
  #level = 0;
  readonly #recent: number[] = [];

  /** @param random in [0, 1) */
  constructor(private readonly random: () => number = Math.random) {}

  /** 0: nobody is refused; 4: everybody. */
  get level(): number {
    return this.#level;
  }

  look({ delay, inFlight }: Load): void {
    this.#recent.push(Math.max(delay, inFlight));
    if (this.#recent.length > STANDING) this.#recent.shift();
    const load = this.#recent.length < STANDING ? 0 : Math.min(...this.#recent);
    if (load > 1) this.#level = Math.min(KINDS.length, this.#level + Math.min(STEEPEST, load - 1));
    else if (load < WELL) this.#level = Math.max(0, Math.round((this.#level - BACK) * 1_000) / 1_000);
  }

  isRefused(kind: RequestKind): boolean {
    const share = this.#level - RANK[kind];
    return share > 0 && (share >= 1 || this.random() < share);
  }

  /** As if there had never been too much to do. */
  forget(): void {
    this.#level = 0;
    this.#recent.length = 0;
  }
}
