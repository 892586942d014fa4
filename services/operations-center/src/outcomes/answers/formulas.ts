/** What is counted of contacts and tickets, each with those it leads to. */
export const OUTCOME_COUNTS = [
  ...['opened', 'deflected', 'replied', 'sessions', 'tickets', 'resolved'],
  ...['firstContacts', 'cameAgain', 'undecided', 'rated', 'satisfied'],
] as const;
export type OutcomeCount = (typeof OUTCOME_COUNTS)[number];

/** Sums of times, ms. */
export const OUTCOME_TIMES = ['responseMs', 'sessionMs', 'resolutionMs'] as const;
export type OutcomeTime = (typeof OUTCOME_TIMES)[number];

export type OutcomeSums = Readonly<Record<OutcomeCount | OutcomeTime, number>>;

/** Times are averages in ms, shares are percent with two decimals; of nothing they are null. */
export interface OutcomeFigures {
  readonly firstResponseMs: number | null;
  readonly sessionMs: number | null;
  readonly resolutionMs: number | null;
  readonly resolutionRate: number | null;
  readonly firstContactResolution: number | null;
  readonly deflection: number | null;
  readonly satisfaction: number | null;
}

export const NO_OUTCOMES = Object.fromEntries(
  [...OUTCOME_COUNTS, ...OUTCOME_TIMES].map((name) => [name, 0]),
) as unknown as OutcomeSums;

export function added(all: readonly OutcomeSums[]): OutcomeSums {
  const names = Object.keys(NO_OUTCOMES) as (keyof OutcomeSums)[];
  const sums = names.map((name) => [name, all.reduce((sum, each) => sum + each[name], 0)]);
  return Object.fromEntries(sums) as OutcomeSums;
}

/** Domain rules D2: first response time, resolution, first contact resolution, satisfaction (top box); see docs/outcomes.md. */
export function outcomeFigures(sums: OutcomeSums): OutcomeFigures {
  return {
    firstResponseMs: average(sums.responseMs, sums.replied),
    sessionMs: average(sums.sessionMs, sums.sessions),
    resolutionMs: average(sums.resolutionMs, sums.resolved),
    resolutionRate: percent(sums.resolved, sums.tickets),
    firstContactResolution: percent(sums.firstContacts - sums.cameAgain, sums.firstContacts),
    deflection: percent(sums.deflected, sums.opened),
    satisfaction: percent(sums.satisfied, sums.rated),
  };
}

function average(sumMs: number, count: number): number | null {
  return count === 0 ? null : Math.round(sumMs / count);
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * 10_000) / whole) / 100;
}
