import type { Effect } from './effect.js';
import type { Then } from './instruction.js';
import type { Exit } from './session-state.js';

/** What follows from a node. */
export type Move =
  | { readonly go: string }
  | { readonly stay: true }
  | { readonly wait: Then }
  | { readonly effect: Effect }
  | { readonly exit: Exit; readonly then: Then };
