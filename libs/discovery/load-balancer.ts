import type { Clock } from '#libs/kernel/clock';
import type { ServiceInstance } from './service-registry.js';

export interface EjectionSettings {
  /** Failures in a row that eject an instance. */
  readonly failures: number;
  /** Ejection time in ms; doubles with each ejection in a row. */
  readonly baseMs: number;
  readonly maxMs: number;
}

/** `failed`: could not be reached, or answered 502, 503, 504. `unknown`: the caller went away, nothing was learned. */
export type Outcome = 'answered' | 'failed' | 'unknown';

/** One call given to one instance; `done` must be called once. */
export interface Lease {
  readonly instance: ServiceInstance;
  done(outcome: Outcome): void;
}

/**
 * Gives each call to the less busy of two instances picked at random (power of two choices: Mitzenmacher 2001): a slow
 * instance gets less without anybody measuring it. Instances that fail again and again are left out for a while.
 */
export class LoadBalancer {
  constructor(_clock: Clock, _settings?: EjectionSettings, _random?: () => number) {}

  /**
   * @param tried ids this call already tried: avoided while there are others.
   * @returns undefined when there is no instance at all.
   */
  pick(_instances: readonly ServiceInstance[], _tried?: ReadonlySet<string>): Lease | undefined {
    throw new Error('not built yet');
  }
}
