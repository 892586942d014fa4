/** How often something happened; each leads to the lines that were counted. */
export const COUNTS = [
  'offered',
  'answered',
  'answeredInTime',
  'abandoned',
  'abandonedInTime',
  'shortAbandoned',
  'timedOut',
  'flowedOut',
  'transferred',
  'withdrawn',
  'handled',
  'rejected',
  'missed',
  'assisted',
] as const;
export type Count = (typeof COUNTS)[number];

/** Offers that were not taken: of agents, and counted for what was offered too. */
export const REFUSALS = ['rejected', 'missed'] as const satisfies readonly Count[];

/** How many there are now. */
export const STANDINGS = ['waiting', 'inService', 'wrapUp'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Times added up, ms. */
export const SUMS = ['answerWaitMs', 'talkMs', 'holdMs', 'wrapMs', 'assistMs'] as const;
export type Sum = (typeof SUMS)[number];

/** What adds up: of a queue, an agent or a channel, in an interval or now. */
export type Tally = Readonly<Record<Count | Standing | Sum, number>>;
export const TALLIED = [...COUNTS, ...STANDINGS, ...SUMS] as const;

export const NOTHING: Tally = Object.fromEntries(TALLIED.map((name) => [name, 0])) as Tally;

export function plus(one: Tally, other: Tally): Tally {
  return Object.fromEntries(TALLIED.map((name) => [name, one[name] + other[name]])) as Tally;
}

export function minus(one: Tally, other: Tally): Tally {
  return Object.fromEntries(TALLIED.map((name) => [name, one[name] - other[name]])) as Tally;
}
