/** When and where an expression is evaluated, for FEEL's `now()` and `today()`. */
export interface Moment {
  readonly now: Date;
  /** IANA name. */
  readonly timeZone: string;
}
