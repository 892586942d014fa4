import type { Turn } from '../transcript/turn.js';
import type { Finding, InspectionRule } from './rule.js';

/** One rule following one conversation. Nothing found is ever taken back. */
export interface Watch {
  /** What is found with the last of the turns so far. */
  add(turns: readonly Turn[]): Finding[];
  /** What is found because nothing more comes. */
  end?(turns: readonly Turn[]): Finding[];
}

const NOTHING_MORE = { turn: null, span: null, of: null, measured: null };

export function finding({ id, severity }: InspectionRule, what: Partial<Finding>): Finding {
  return { rule: id, severity, ...NOTHING_MORE, ...what };
}
