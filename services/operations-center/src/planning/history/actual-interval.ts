import type { CountedQuarter } from '../../figures/queue-intervals.api.js';
import type { PlannedInterval } from '../groups/opening.js';

const QUARTER_MS = 15 * 60_000;

/** What came in an interval; shorter ones than a quarter of an hour have their part of its figures. */
export interface ActualInterval {
  readonly contacts: number;
  readonly answered: number;
  readonly answeredInTime: number;
  readonly abandoned: number;
  readonly abandonedInTime: number;
  readonly shortAbandoned: number;
  readonly handled: number;
  /** Talk, hold and after-contact work of the handled. */
  readonly handledSeconds: number;
  readonly answerWaitSeconds: number;
}

const NO_ACTUAL: ActualInterval = {
  ...{ contacts: 0, answered: 0, answeredInTime: 0, abandoned: 0, abandonedInTime: 0 },
  ...{ shortAbandoned: 0, handled: 0, handledSeconds: 0, answerWaitSeconds: 0 },
};

/** Quarters spread over intervals by how much of each lies in them. */
export function actualOf(intervals: readonly PlannedInterval[], quarters: readonly CountedQuarter[]): ActualInterval[] {
  return intervals.map(({ from, to }) =>
    quarters.reduce((sum, quarter) => {
      const share = Math.max(0, Math.min(to, quarter.from + QUARTER_MS) - Math.max(from, quarter.from)) / QUARTER_MS;
      return share > 0 ? plus(sum, quarter, share) : sum;
    }, NO_ACTUAL),
  );
}

function plus(sum: ActualInterval, { tally }: CountedQuarter, share: number): ActualInterval {
  return {
    contacts: sum.contacts + share * tally.offered,
    answered: sum.answered + share * tally.answered,
    answeredInTime: sum.answeredInTime + share * tally.answeredInTime,
    abandoned: sum.abandoned + share * tally.abandoned,
    abandonedInTime: sum.abandonedInTime + share * tally.abandonedInTime,
    shortAbandoned: sum.shortAbandoned + share * tally.shortAbandoned,
    handled: sum.handled + share * tally.handled,
    handledSeconds: sum.handledSeconds + (share * (tally.talkMs + tally.holdMs + tally.wrapMs)) / 1_000,
    answerWaitSeconds: sum.answerWaitSeconds + (share * tally.answerWaitMs) / 1_000,
  };
}
