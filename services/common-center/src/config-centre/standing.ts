import { isSameValue } from '#libs/discovery/config/same-value';
import { judge } from './judge.js';
import type { Declared } from './setting-catalogue.js';

/** What stands in the centre otherwise than it was set here. */
export interface Drift {
  /** null: nothing stands there. What is no JSON is told as the text it is. */
  readonly found: unknown;
  /** Whether services take it. */
  readonly isValid: boolean;
}

export interface Standing {
  /** `default`: nothing is set; `version`: what was set here last; `outside`: what somebody set past this API. */
  readonly source: 'default' | 'version' | 'outside';
  /** As services read it; a wrong value changes nothing for those that run. */
  readonly inForce: unknown;
  readonly drift: Drift | null;
}

/**
 * What holds of a setting, and by whom.
 * @param set what was set here last; undefined: nothing, the default holds
 * @param text what stands in the centre
 */
export function standingOf(declared: Declared, set: unknown, text: string | undefined): Standing {
  const expected = set === undefined ? undefined : JSON.stringify(set);
  if (isSameValue(text, expected)) return { ...asSet(declared, set), drift: null };
  if (text === undefined) return { ...byDefault(declared), drift: { found: null, isValid: true } };
  const found = foundIn(text);
  const { reading } = judge(declared, found);
  if (reading === undefined) return { ...asSet(declared, set), drift: { found, isValid: false } };
  return { source: 'outside', inForce: reading, drift: { found, isValid: true } };
}

/** What somebody left in the centre; what is no JSON is the text it is. */
export function foundIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function asSet(declared: Declared, set: unknown): Pick<Standing, 'source' | 'inForce'> {
  return set === undefined
    ? byDefault(declared)
    : { source: 'version', inForce: judge(declared, set).reading ?? declared.byDefault ?? null };
}

function byDefault(declared: Declared): Pick<Standing, 'source' | 'inForce'> {
  return { source: 'default', inForce: declared.byDefault ?? null };
}
