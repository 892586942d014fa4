import type { Count, Standing, Tally } from '../formulas/tally.js';
import type { Line, LineOutcome } from './line.js';

/** Which lines a count counts: all that is named must hold. */
export type Condition = {
  readonly isOffered?: true;
  readonly outcome?: readonly LineOutcome[];
  readonly isInTime?: true;
  readonly isHandled?: true;
  readonly phase?: NonNullable<Line['phase']>;
};

const GIVEN_UP = ['abandoned', 'short-abandoned'] as const;

/** The same for counting and for finding what was counted. */
export const CONDITIONS: Readonly<Record<Count | Standing, Condition>> = {
  offered: { isOffered: true },
  answered: { outcome: ['answered'] },
  answeredInTime: { outcome: ['answered'], isInTime: true },
  abandoned: { outcome: GIVEN_UP },
  abandonedInTime: { outcome: GIVEN_UP, isInTime: true },
  shortAbandoned: { outcome: ['short-abandoned'] },
  timedOut: { outcome: ['timed-out'] },
  flowedOut: { outcome: ['flowed-out'] },
  transferred: { outcome: ['transferred'] },
  withdrawn: { outcome: ['withdrawn'] },
  handled: { isHandled: true },
  rejected: { outcome: ['rejected'] },
  missed: { outcome: ['missed'] },
  assisted: { outcome: ['assisted'] },
  waiting: { phase: 'waiting' },
  inService: { phase: 'in-service' },
  wrapUp: { phase: 'wrap-up' },
};

export function tallyOf(line: Line): Tally {
  const counts = Object.entries(CONDITIONS).map(([name, condition]) => [name, meets(line, condition) ? 1 : 0]);
  const { talkMs, holdMs, wrapMs, assistMs } = line;
  const answerWaitMs = line.outcome === 'answered' ? (line.waitMs ?? 0) : 0;
  return { ...(Object.fromEntries(counts) as Tally), answerWaitMs, talkMs, holdMs, wrapMs, assistMs };
}

function meets(line: Line, { isOffered, outcome, isInTime, isHandled, phase }: Condition): boolean {
  return (
    (isOffered === undefined || line.isOffered) &&
    (outcome === undefined || (line.outcome !== null && outcome.includes(line.outcome))) &&
    (isInTime === undefined || line.isInTime) &&
    (isHandled === undefined || line.isHandled) &&
    (phase === undefined || line.phase === phase)
  );
}
