import type { Shown } from './keep.js';

/** How much of these a tenant shows; whatever it says, four characters stay hidden. */
export interface MaskingRules {
  readonly phone: Shown;
  readonly 'id-card': Shown;
  readonly 'bank-card': Shown;
  readonly reference: Shown;
}

/** Public sources differ (3+4, 4+4, 3+3, 6+4 of an ID card): these are where a tenant has no rule of its own. */
export const DEFAULT_RULES: MaskingRules = {
  phone: { head: 3, tail: 4 },
  'id-card': { head: 6, tail: 4 },
  'bank-card': { head: 6, tail: 4 },
  reference: { head: 0, tail: 4 },
};
