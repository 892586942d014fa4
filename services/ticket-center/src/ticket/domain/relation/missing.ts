/** What is to be done first. */
export interface Missing {
  /** A stable code, e.g. `children`. */
  readonly field: string;
  readonly message: string;
}
