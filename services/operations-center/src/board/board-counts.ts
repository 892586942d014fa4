import { Channel } from '#libs/contracts/call-events';
import { AgeBand, OpenCategory, type LiveBoard } from './board.dto.js';

const HOUR_MS = 3_600_000;

/** Where one age band ends and the next begins, youngest first; the last has no end. */
export const BAND_ENDS_MS: readonly number[] = [HOUR_MS, 4 * HOUR_MS, 24 * HOUR_MS, 72 * HOUR_MS];

/** How many there are of one kind. */
export interface ContactCount {
  readonly channel: Channel;
  readonly state: 'waiting' | 'in-progress';
  readonly count: number;
}
export interface TicketCount {
  readonly category: OpenCategory;
  /** The index of the age band, the youngest 0. */
  readonly band: number;
  readonly count: number;
}
export interface BoardCounts {
  readonly contacts: readonly ContactCount[];
  readonly tickets: readonly TicketCount[];
}

/** The board with all its fields, also those where there is nothing; counts of the same kind are added up. */
export function boardOf({ contacts, tickets }: BoardCounts, asOf: Date): LiveBoard {
  return {
    asOf: asOf.toISOString(),
    contacts: Channel.options.map((channel) => {
      const ofChannel = contacts.filter((each) => each.channel === channel);
      return {
        channel,
        waiting: sum(ofChannel.filter(({ state }) => state === 'waiting')),
        inProgress: sum(ofChannel.filter(({ state }) => state === 'in-progress')),
      };
    }),
    tickets: OpenCategory.options.map((category) => {
      const ofCategory = tickets.filter((each) => each.category === category);
      const ages = AgeBand.options.map((age, band) => [age, sum(ofCategory.filter((each) => each.band === band))]);
      return { category, total: sum(ofCategory), ages: Object.fromEntries(ages) as Record<AgeBand, number> };
    }),
  };
}

function sum(counts: readonly { count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
