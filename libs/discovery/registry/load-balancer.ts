import type { Clock } from '#libs/kernel/clock';
import type { ServiceInstance } from './service-registry.js';

export interface EjectionSettings {
  /** Failures in a row that eject an instance. */
  readonly failures: number;
  /** Length of the first ejection in ms; each further one in a row is twice as long. */
  readonly baseMs: number;
  readonly maxMs: number;
}

export interface Balancing {
  /** Where the caller stands, as instances say it by their label `zone`; undefined: all are the same to it. */
  readonly zone?: string | undefined;
  readonly ejection?: EjectionSettings;
  readonly random?: () => number;
}

/** Calls in flight that an instance of the own zone may have, and so many for each that one elsewhere has, before it is passed over. */
const NEAR = { calls: 8, forEach: 2 };

const NONE: ReadonlySet<string> = new Set();

const DEFAULT_EJECTION: EjectionSettings = { failures: 3, baseMs: 5_000, maxMs: 60_000 };

/** `failed`: could not be reached, or answered 502, 503 or 504. `unknown`: the caller left, nothing was learned. */
export type Outcome = 'answered' | 'failed' | 'unknown';

/** One call given to one instance; `done` is called exactly once. */
export interface Lease {
  readonly instance: ServiceInstance;
  readonly done: (outcome: Outcome) => void;
}

interface Standing {
  inFlight: number;
  failuresInARow: number;
  ejections: number;
  ejectedUntil: number;
}

/**
 * Gives each call to the less busy of two instances picked at random: a slow instance gets less without anybody measuring
 * it, and without the herds of "always the least busy" (Mitzenmacher, The Power of Two Choices, 2001).
 *
 * An instance that fails several times in a row is ejected: left out for a growing time. Then it is let in again, and its
 * next failure ejects it at once. At least half of the instances always stay in, so a bad moment for all ejects nobody for long.
 *
 * Whoever stands in a zone asks those of its own, as long as one is there that is not ejected and has not much more to do than
 * those elsewhere.
 */
export class LoadBalancer {
  readonly #standings = new Map<string, Standing>();
  /** When all of those ejected so far are back: after that nobody has to be looked at. */
  #latestReturn = 0;
  private readonly zone: string | undefined;
  private readonly settings: EjectionSettings;
  private readonly random: () => number;

  constructor(
    private readonly clock: Clock,
    { zone, ejection = DEFAULT_EJECTION, random = Math.random }: Balancing = {},
  ) {
    this.zone = zone;
    this.settings = ejection;
    this.random = random;
  }

  /**
   * @param tried ids this call already tried: left out while there are others.
   * @returns undefined when there is no instance at all.
   */
  pick(instances: readonly ServiceInstance[], tried: ReadonlySet<string> = NONE): Lease | undefined {
    const choices = this.#choices(instances, tried);
    if (choices.length === 0) return undefined;
    return this.#lease(this.zone === undefined ? this.#lessBusyOfTwo(choices) : this.#nearest(choices, this.zone));
  }

  #nearest(instances: readonly ServiceInstance[], zone: string): ServiceInstance {
    const now = this.clock.ms();
    const isNear = ({ id, metadata }: ServiceInstance) =>
      metadata.labels?.['zone'] === zone && this.#ejectedUntil(id) <= now;
    const near = instances.filter(isNear);
    if (near.length === 0 || near.length === instances.length) return this.#lessBusyOfTwo(instances);
    const here = this.#lessBusyOfTwo(near);
    if (this.#inFlight(here) < NEAR.calls) return here;
    const there = this.#lessBusyOfTwo(instances.filter((instance) => !isNear(instance)));
    return this.#inFlight(here) < NEAR.calls + NEAR.forEach * this.#inFlight(there) ? here : there;
  }

  #choices(instances: readonly ServiceInstance[], tried: ReadonlySet<string>): readonly ServiceInstance[] {
    const admitted = this.#admitted(instances);
    if (tried.size === 0) return admitted;
    const untried = (instance: ServiceInstance) => !tried.has(instance.id);
    return [admitted.filter(untried), instances.filter(untried)].find(({ length }) => length > 0) ?? admitted;
  }

  #admitted(instances: readonly ServiceInstance[]): readonly ServiceInstance[] {
    const now = this.clock.ms();
    if (this.#latestReturn <= now) return instances;
    const admitted = instances.filter(({ id }) => this.#ejectedUntil(id) <= now);
    const least = Math.ceil(instances.length / 2);
    if (admitted.length >= least) return admitted;
    return instances.toSorted((a, b) => this.#ejectedUntil(a.id) - this.#ejectedUntil(b.id)).slice(0, least);
  }

  #ejectedUntil(id: string): number {
    return this.#standings.get(id)?.ejectedUntil ?? 0;
  }

  #lessBusyOfTwo(instances: readonly ServiceInstance[]): ServiceInstance {
    const first = Math.floor(this.random() * instances.length);
    if (instances.length === 1) return instances[first]!;
    const other = Math.floor(this.random() * (instances.length - 1));
    const second = other < first ? other : other + 1;
    const busier = this.#inFlight(instances[first]!) > this.#inFlight(instances[second]!);
    return instances[busier ? second : first]!;
  }

  #inFlight({ id }: ServiceInstance): number {
    return this.#standings.get(id)?.inFlight ?? 0;
  }

  #lease(instance: ServiceInstance): Lease {
    const standing = this.#standing(instance.id);
    const { ejections } = standing;
    standing.inFlight += 1;
    return {
      instance,
      done: (outcome) => {
        standing.inFlight -= 1;
        // What began before an ejection tells nothing about the time after it.
        if (standing.ejections === ejections) this.#learn(standing, outcome);
        if (isClean(standing)) this.#standings.delete(instance.id);
      },
    };
  }

  #standing(id: string): Standing {
    const known = this.#standings.get(id);
    if (known !== undefined) return known;
    const standing: Standing = { inFlight: 0, failuresInARow: 0, ejections: 0, ejectedUntil: 0 };
    this.#standings.set(id, standing);
    return standing;
  }

  #learn(standing: Standing, outcome: Outcome): void {
    if (outcome === 'answered') standing.failuresInARow = standing.ejections = standing.ejectedUntil = 0;
    if (outcome === 'failed') this.#failed(standing, this.clock.ms());
  }

  #failed(standing: Standing, now: number): void {
    if (now < standing.ejectedUntil) return;
    standing.failuresInARow += 1;
    if (standing.failuresInARow < this.settings.failures) return;
    const { baseMs, maxMs, failures } = this.settings;
    standing.ejectedUntil = now + Math.min(baseMs * 2 ** standing.ejections, maxMs);
    this.#latestReturn = Math.max(this.#latestReturn, standing.ejectedUntil);
    standing.ejections += 1;
    standing.failuresInARow = failures - 1;
    this.#forgetTheGone(now);
  }

  #forgetTheGone(now: number): void {
    for (const [id, { inFlight, ejectedUntil }] of this.#standings) {
      if (inFlight === 0 && ejectedUntil !== 0 && ejectedUntil + this.settings.maxMs < now) this.#standings.delete(id);
    }
  }
}

function isClean({ inFlight, failuresInARow, ejections }: Standing): boolean {
  return inFlight === 0 && failuresInARow === 0 && ejections === 0;
}
