import type { Highs } from 'highs';
import type { Dice } from '#libs/kernel/dice';

/** What a search over rosters uses and may use up. */
export interface SearchTools {
  readonly highs: Highs;
  readonly dice: Dice;
  /** Whether it begins with a bound for everybody together; where several search, one is enough. */
  readonly relaxes: boolean;
  /** Seconds that are left. */
  readonly left: () => number;
}
