import type { ServiceLevelName } from './service-level.js';
import type { Figures } from './figures.js';

/** What a queue promises: so many of a hundred answered within so many seconds. */
export interface ServiceTarget {
  readonly percent: number;
  readonly seconds: number;
}

/** AN≤T / (AN + AB): who gives up counts against it, however soon. */
export const TARGET_FORMULA = 'SL-3' satisfies ServiceLevelName;

/** Whether it is met; null: nobody to count. */
export function isMet({ serviceLevels }: Pick<Figures, 'serviceLevels'>, { percent }: ServiceTarget): boolean | null {
  const reached = serviceLevels.find(({ formula }) => formula === TARGET_FORMULA)?.percent ?? null;
  return reached === null ? null : reached >= percent;
}
