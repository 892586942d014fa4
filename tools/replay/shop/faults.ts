import { seededRandom } from '../../seeded-random.js';

/**
 * What goes wrong with one call: `before` the action was done, `after` it was done, or only late. A `hang` does the action
 * and never answers.
 */
export type Fault = 'none' | 'slow' | 'error-before' | 'error-after' | 'reset-before' | 'reset-after' | 'hang';

const KINDS: readonly Fault[] = ['slow', 'error-before', 'error-after', 'reset-before', 'reset-after', 'hang'];

/** Decides about the `nth` call for some action. */
export type FaultPlan = (action: string, nth: number) => Fault;

export const noFaults: FaultPlan = () => 'none';

/** Spoils this share of all calls, every kind alike. The same action fails the same way on every run with the seed. */
export function seededFaults(seed: number, share: number): FaultPlan {
  return (action, nth) => {
    const drawn = seededRandom(seed, action, nth);
    return drawn < share ? KINDS[Math.floor((drawn / share) * KINDS.length)]! : 'none';
  };
}
