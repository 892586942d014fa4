import type { Goal } from './fact.js';

/** How a contact left a queue. */
export type StayOutcome =
  'answered' | 'abandoned' | 'short-abandoned' | 'timed-out' | 'flowed-out' | 'transferred' | 'withdrawn';

/** The time a contact was in a queue; instants are ms since the epoch. */
export interface Stay {
  readonly queueId: string;
  readonly goal: Goal;
  readonly enteredAt: number;
  leftAt: number | null;
  outcome: StayOutcome | null;
}

/** The time somebody had a contact, was on it beside who had it, or was offered it. */
export interface Handling {
  readonly agentId: string;
  readonly teamId: string | null;
  readonly begunAt: number;
  readonly isOffered: boolean;
  /** That it was offered for; null: none, or not told. */
  readonly queueId: string | null;
  /** Null: the offer was not ended, or was taken. */
  endedAs: 'rejected' | 'missed' | 'recalled' | null;
  /** When they had it; null: they did not. */
  connectedAt: number | null;
  until: number | null;
  holdMs: number;
  wrapMs: number;
  /** Their after-contact work was told; otherwise it is what lies between talk and end. */
  isWrapTold: boolean;
  /** They called the customer back, in vain. */
  isInVain: boolean;
  /** The stay it ended, or that of who had it before; null: past the queues. */
  stay: Stay | null;
  /** Null: they are not beside anybody now. */
  besideSince: number | null;
  /** Null: they never were. */
  besideMs: number | null;
}

const NOTHING_YET = {
  ...{ endedAs: null, connectedAt: null, until: null, holdMs: 0, wrapMs: 0, isWrapTold: false },
  ...{ isInVain: false, stay: null, besideSince: null, besideMs: null },
};

export function newHandling(
  begun: Pick<Handling, 'agentId' | 'teamId' | 'begunAt' | 'isOffered' | 'queueId'>,
): Handling {
  return { ...begun, ...NOTHING_YET };
}

/** Nobody has taken or ended it. */
export function isOpenOffer({ connectedAt, besideMs, endedAs }: Handling): boolean {
  return connectedAt === null && besideMs === null && endedAs === null;
}

export function joinBeside(handling: Handling, at: number): void {
  handling.besideSince = at;
  handling.besideMs ??= 0;
}

export function leaveBeside(handling: Handling, at: number): void {
  const { besideSince } = handling;
  if (besideSince === null) return;
  handling.besideMs = (handling.besideMs ?? 0) + Math.max(0, at - besideSince);
  handling.besideSince = null;
}
