import type { Attributes, Flow, Json } from '../flow/flow.js';
import type { Effect } from './effect.js';

/**
 * How a dialogue ended: handed to a queue, solved by the pre-check when a person was asked for, through a node that hangs up, by the
 * caller, or because it would have gone on forever.
 */
export type Exit = 'queued' | 'solved' | 'hung-up' | 'caller-hung-up' | 'failed';

export interface Ending {
  readonly exit: Exit;
  readonly node: string;
}

/** Where a dialogue stands; plain data. */
export interface SessionState {
  node: string;
  language: string;
  attributes: Record<string, Json>;
  /** What is to be said with the next instruction. */
  say: string[];
  /** Answers at this node that were no answer. */
  misses: number;
  /** null: nobody has tried yet. */
  customer: 'known' | 'unknown' | null;
  /** Whether the caller was looked for by the address they call from. */
  addressTried: boolean;
  preCheck: 'solved-online' | 'referred' | null;
  /** A callback was promised or a message taken. */
  awaitsPerson: boolean;
  moves: number;
  visits: Record<string, number>;
  exhausted: Record<string, number>;
  effect: Effect | null;
  ending: Ending | null;
}

/** Names that are the dialogue's own: a flow reads them and sets none of them. */
export const OWN_NAMES: readonly string[] = [
  'caller',
  'channel',
  'entryPoint',
  'language',
  'customerKnown',
  'preCheck',
];

/** What a dialogue begins with. */
export interface Opening {
  readonly caller: string | null;
  readonly channel: string;
  readonly entryPoint: string;
  /** Taken when the flow speaks it. */
  readonly language: string | null;
}

export function initialState({ document }: Flow, { language, ...known }: Opening): SessionState {
  const spoken = language !== null && document.languages.includes(language) ? language : document.languages[0]!;
  return {
    node: document.start,
    language: spoken,
    attributes: { ...known },
    say: [],
    misses: 0,
    customer: null,
    addressTried: false,
    preCheck: null,
    awaitsPerson: false,
    moves: 0,
    visits: {},
    exhausted: {},
    effect: null,
    ending: null,
  };
}

/** What expressions and texts may name. */
export function variablesOf({ attributes, language, customer, preCheck }: SessionState): Attributes {
  return { ...attributes, language, customerKnown: customer === 'known', preCheck };
}

/** It ended without anybody having been asked for, and not by a fault: what deflection counts. */
export function isContained({ ending, awaitsPerson }: SessionState): boolean {
  return ending !== null && !awaitsPerson && ending.exit !== 'queued' && ending.exit !== 'failed';
}

/** How the contact ends with the dialogue; null: it goes on waiting for a person. */
export function contactOutcomeOf({ ending, awaitsPerson, preCheck }: SessionState): 'self-served' | 'abandoned' | null {
  if (ending === null || awaitsPerson || ending.exit === 'queued') return null;
  const served = preCheck === 'solved-online' || ending.exit === 'hung-up' || ending.exit === 'solved';
  return served && ending.exit !== 'failed' ? 'self-served' : 'abandoned';
}
