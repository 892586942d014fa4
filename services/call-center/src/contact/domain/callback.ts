export type CallbackOutcome = 'reached' | 'no-answer' | 'busy' | 'failed';

/** The customer is to be called back, in turn. */
export interface Callback {
  /** `asked`: routing does not know of it yet; `promised`: waits for its turn; `dialling`: an agent tries. */
  readonly state: 'asked' | 'promised' | 'dialling' | 'reached' | 'given-up';
  /** Personal. Null: whoever calls back has to find out, by the message that was left for one. */
  readonly number: string | null;
  /** How often it was tried. */
  readonly attempts: number;
  /** ms since the epoch; null: as soon as it is its turn. */
  readonly notBefore: number | null;
}

export interface CallbackWish {
  /** Null: the number the contact came from. */
  readonly number: string | null;
  readonly notBefore: Date | null;
}
