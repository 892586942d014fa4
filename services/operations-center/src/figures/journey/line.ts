import type { Fact } from './fact.js';
import type { Handling, Stay, StayOutcome } from './handling.js';
import { Journey } from './journey.js';

/** What is counted by itself: a stay in a queue, a contact as a whole, a contact in one agent's hands. */
export type LineKind = 'queue' | 'contact' | 'agent';

/**
 * `direct`: somebody had it, but no queue; `assisted`: the agent was on it beside who had it, and never had it; `rejected` and
 * `missed`: the agent did not take the offer; `unanswered`: it was recalled, or stands.
 */
export type LineOutcome = StayOutcome | 'direct' | 'assisted' | 'rejected' | 'missed' | 'unanswered';

/** One thing that is counted, with all it is counted by; instants are ms since the epoch. */
export interface Line {
  readonly kind: LineKind;
  /** Among those of the contact of this kind. */
  readonly no: number;
  /** When it began: the interval it is counted in. */
  readonly at: number;
  readonly queueId: string | null;
  readonly agentId: string | null;
  readonly teamId: string | null;
  readonly channel: string;
  readonly product: string | null;
  readonly isOffered: boolean;
  /** Null: it is not decided. */
  readonly outcome: LineOutcome | null;
  /** Whether it was decided within the queue's target. */
  readonly isInTime: boolean;
  readonly isHandled: boolean;
  /** What it does now; null: it is over, or between. */
  readonly phase: 'waiting' | 'in-service' | 'wrap-up' | null;
  readonly waitingSince: number | null;
  /** Null until it is decided. */
  readonly waitMs: number | null;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly wrapMs: number;
  /** Beside who had it; once that is over. */
  readonly assistMs: number;
}

/** What there is to count of a contact. */
export function linesOf(facts: readonly Fact[]): Line[] {
  const journey = Journey.of(facts);
  const { channel } = journey;
  if (channel === null) return [];
  const product = journey.stays[0]?.goal.product ?? null;
  const stays = journey.stays.map((stay, no) => ({ ...ofStay(journey, stay), no, channel }));
  const handlings = journey.handlings.map((each, no) => ({ ...ofHandling(journey, each), no, channel, product }));
  return [...stays, ...ofContact(journey).map((whole) => ({ ...whole, channel, product })), ...handlings];
}

type StayLine = Omit<Line, 'no' | 'channel'>;

function ofStay(journey: Journey, stay: Stay): StayLine {
  const { queueId, goal, enteredAt, leftAt, outcome } = stay;
  const theirs = journey.handlings.filter((handling) => handling.stay === stay);
  const isTaken = theirs.some(({ isInVain }) => !isInVain);
  const isHandled = isTaken && theirs.every((handling) => isDone(journey, handling));
  return {
    ...{ kind: 'queue', at: enteredAt, queueId, agentId: null, teamId: null, product: goal.product },
    ...{ isOffered: true, outcome, isHandled },
    ...waitOf(enteredAt, leftAt, goal.withinMs),
    ...{ phase: outcome === null ? 'waiting' : phaseOf(journey, theirs) },
    waitingSince: outcome === null ? enteredAt : null,
    ...timesOf(isHandled ? theirs : []),
  };
}

function ofContact(journey: Journey): Omit<Line, 'channel' | 'product'>[] {
  const { stays, handlings, lastHandling, openStay, isOver } = journey;
  const [stay] = stays;
  const answer = handlings.find(({ connectedAt, isInVain }) => connectedAt !== null && !isInVain);
  const at = stay?.enteredAt ?? answer?.begunAt;
  if (at === undefined) return [];
  const lost = isOver ? (stays.at(-1)?.outcome ?? null) : null;
  const leftAt = answer?.connectedAt ?? (isOver ? (stays.at(-1)?.leftAt ?? null) : null);
  const isHandled = isOver && answer !== undefined;
  const waits = openStay !== undefined && !journey.isInService;
  const again = stays.find(({ enteredAt }) => enteredAt >= (lastHandling?.until ?? 0));
  return [
    {
      ...{ kind: 'contact', no: 0, at, queueId: null, agentId: null, teamId: null },
      isOffered: stay !== undefined,
      outcome: answer ? (stay ? 'answered' : 'direct') : lost,
      isHandled,
      ...(stay ? waitOf(at, leftAt, stay.goal.withinMs) : { isInTime: false, waitMs: null }),
      phase: waits ? 'waiting' : phaseOf(journey, handlings),
      waitingSince: waits ? (again ?? openStay).enteredAt : null,
      ...timesOf(isHandled ? handlings : []),
    },
  ];
}

function ofHandling(journey: Journey, handling: Handling): Omit<Line, 'no' | 'channel' | 'product'> {
  const { agentId, teamId, begunAt, isOffered, connectedAt, stay, besideSince, besideMs } = handling;
  const isHandled = connectedAt !== null && isDone(journey, handling);
  return {
    ...{ kind: 'agent', at: begunAt, queueId: stay?.queueId ?? handling.queueId, agentId, teamId },
    ...{ isOffered, outcome: outcomeOf(handling), isHandled },
    ...{ isInTime: false, waitMs: null, waitingSince: null },
    phase: besideSince === null || journey.isOver ? phaseOf(journey, [handling]) : 'in-service',
    ...timesOf(isHandled ? [handling] : []),
    assistMs: besideSince === null ? (besideMs ?? 0) : 0,
  };
}

function outcomeOf({ connectedAt, besideMs, endedAs }: Handling): LineOutcome {
  if (connectedAt !== null) return 'answered';
  if (besideMs !== null) return 'assisted';
  return endedAs === null || endedAs === 'recalled' ? 'unanswered' : endedAs;
}

/** Nothing of it can change any more: it went on to somebody else, or has ended. */
function isDone(journey: Journey, handling: Handling): boolean {
  return handling.until !== null && (journey.isOver || handling.isInVain || journey.lastHandling !== handling);
}

function phaseOf(journey: Journey, handlings: readonly Handling[]): Line['phase'] {
  const { lastHandling } = journey;
  if (lastHandling === undefined || journey.isOver || !handlings.includes(lastHandling)) return null;
  if (lastHandling.until === null) return 'in-service';
  return journey.isWrappedUp ? 'wrap-up' : null;
}

function waitOf(from: number, to: number | null, withinMs: number) {
  const waitMs = to === null ? null : Math.max(0, to - from);
  return { waitMs, isInTime: waitMs !== null && waitMs <= withinMs };
}

function timesOf(handlings: readonly Handling[]) {
  const had = handlings.filter(({ connectedAt }) => connectedAt !== null);
  const sum = (of: (handling: Handling) => number) => had.reduce((total, handling) => total + of(handling), 0);
  return {
    talkMs: sum(({ connectedAt, until, holdMs }) => until! - connectedAt! - holdMs),
    holdMs: sum(({ holdMs }) => holdMs),
    wrapMs: sum(({ wrapMs }) => wrapMs),
    assistMs: 0,
  };
}
