/** A live answer counts as abandoned unless an agent has it within so long, ms (US TSR, 16 CFR 310.4(b)(4)). */
export const CONNECT_WITHIN_MS = 2_000;

/** Calls of one campaign in one rolling window. Calls nobody alive answered are in neither. */
export interface LiveCalls {
  /** Answered by a live person: the denominator. */
  readonly live: number;
  /** Of these, not connected to an agent in time. */
  readonly abandoned: number;
}

/** From 0 to 1; 0 as long as nobody has answered. */
export function abandonRate({ live, abandoned }: LiveCalls): number {
  return live === 0 ? 0 : abandoned / live;
}

/** @param limit from 0 to 1; exactly the limit is still allowed */
export function isViolation(calls: LiveCalls, limit: number): boolean {
  return calls.abandoned > calls.live * limit;
}

export interface AnsweredCall {
  readonly liveAt: Date;
  readonly connectedAt: Date | null;
  readonly endedAt: Date | null;
}

/** When the call became an abandoned one; null: it is none, or not yet. Who hangs up before the time is over was not let down. */
export function abandonedSince({ liveAt, connectedAt, endedAt }: AnsweredCall, now: Date): Date | null {
  const deadline = liveAt.getTime() + CONNECT_WITHIN_MS;
  const until = Math.min(...[connectedAt, endedAt, now].map((at) => at?.getTime() ?? Number.POSITIVE_INFINITY));
  return until > deadline ? new Date(deadline) : null;
}
