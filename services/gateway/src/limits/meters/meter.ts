/** What a meter says of one request. */
export interface Judgement {
  readonly passes: boolean;
  /** So many more may come at once. */
  readonly remaining: number;
  /** Passing: until all is free again. Refused: until such a request has a chance. */
  readonly resetMs: number;
  /** Passing: how long it has to wait for its turn. */
  readonly waitMs: number;
}

/** What is counted how. Keeps nothing: the state of each key is the store's, undefined until something was taken. */
export interface Meter<State = unknown> {
  /** Most at once. */
  readonly limit: number;
  readonly windowMs: number;
  /** The same for the script in Redis: kind and two numbers. */
  readonly script: readonly [kind: string, first: number, second: number];
  /** @param now ms since 1970. @param weight of the request, whole and at most `limit`. */
  judge(state: State | undefined, now: number, weight: number): Judgement;
  /** The state after a request that passed. */
  take(state: State | undefined, now: number, weight: number): State;
}

/** Of one request: what adding up fractions of milliseconds may lose. */
export const SLACK = 0.01;
