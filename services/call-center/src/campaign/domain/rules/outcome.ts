/** What became of a call: told by the switch, or said by the agent. */
export const OUTCOMES = [
  'no-answer',
  'busy',
  'failed',
  'unplaced',
  'invalid-number',
  'answering-machine',
  'hung-up',
  'abandoned',
  'answered',
  'interested',
  'refused',
  'callback-later',
  'wrong-person',
  'do-not-call',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What an agent may say of a call. */
export const DISPOSITIONS = [
  'answered',
  'interested',
  'refused',
  'callback-later',
  'wrong-person',
  'do-not-call',
  'answering-machine',
] as const satisfies readonly Outcome[];
export type Disposition = (typeof DISPOSITIONS)[number];

export type TaskResult = 'done' | 'interested' | 'refused' | 'unreachable';

export interface RetryRule {
  readonly delaySeconds: number;
  /** How often for this outcome. */
  readonly most: number;
  /** With the next of the record's numbers. */
  readonly otherNumber: boolean;
}

export type RetryRules = Readonly<Partial<Record<Outcome, RetryRule>>>;

export interface Meaning {
  /** A person answered. */
  readonly live: boolean;
  /** What the record ends with; null: it is tried again, if a rule says so. */
  readonly result: TaskResult | null;
  /** Unless the campaign says otherwise; null: never again. */
  readonly retry: RetryRule | null;
  /** Nobody is called on this number for the record any more. */
  readonly numberIsWrong: boolean;
  /** The number goes into the tenant's do-not-call register. */
  readonly optsOut: boolean;
}

const HOUR = 3_600;
const again = (delaySeconds: number, most: number, otherNumber = false): RetryRule => ({
  delaySeconds,
  most,
  otherNumber,
});
const meaning = (over: Partial<Meaning>): Meaning => ({
  ...{ live: false, result: null, retry: null, numberIsWrong: false, optsOut: false },
  ...over,
});

/**
 * Who was called and met nobody is not called for three days without an agent (Ofcom, persistent misuse policy: 72 h). A refusal
 * holds for ever (13-ministry plan 2018, domain-rules D6).
 */
export const MEANINGS: Readonly<Record<Outcome, Meaning>> = {
  'no-answer': meaning({ retry: again(4 * HOUR, 3, true) }),
  busy: meaning({ retry: again(HOUR / 4, 3) }),
  failed: meaning({ retry: again(HOUR, 3) }),
  unplaced: meaning({ retry: again(HOUR / 60, 5) }),
  'invalid-number': meaning({ retry: again(0, 9, true), numberIsWrong: true }),
  'answering-machine': meaning({ retry: again(24 * HOUR, 2, true) }),
  'hung-up': meaning({ live: true, retry: again(24 * HOUR, 1) }),
  abandoned: meaning({ live: true, retry: again(72 * HOUR, 1) }),
  answered: meaning({ live: true, result: 'done' }),
  interested: meaning({ live: true, result: 'interested' }),
  refused: meaning({ live: true, result: 'refused', optsOut: true }),
  'callback-later': meaning({ live: true, retry: again(HOUR, 3) }),
  'wrong-person': meaning({ live: true, retry: again(0, 9, true), numberIsWrong: true }),
  'do-not-call': meaning({ live: true, result: 'refused', optsOut: true }),
};
