import { Repository } from '#libs/kernel/repository';
import type { Attempt } from './attempt.aggregate.js';
import type { LiveCalls } from './pacing/abandon-rate.js';
import type { Measured } from './pacing/pace.js';

/** Calls of a campaign that are not over. */
export interface UnderWay {
  /** Of those that are nobody's yet. */
  readonly ringing: number;
  readonly waiting: number;
  /** Whose calls they are, from the first moment on. */
  readonly held: readonly string[];
  /** Who has a call, since when. */
  readonly busy: readonly { readonly agentId: string; readonly since: Date }[];
}

export abstract class Attempts extends Repository<Attempt> {
  /** Calls of a number go one after the other, whoever places them: until the transaction ends, they are the caller's. */
  abstract lockNumber(number: string): Promise<void>;
  /** @returns when the number was called since then, and whether a call of it is under way; by any campaign */
  abstract ofNumber(number: string, since: Date): Promise<{ calledAt: Date[]; underWay: boolean }>;
  abstract underWay(campaignId: string): Promise<UnderWay>;
  /** Answered live since then, and how many of them were abandoned. */
  abstract liveCalls(campaignId: string, since: Date): Promise<LiveCalls>;
  abstract measured(campaignId: string): Promise<Measured>;
  /** Something must be done about them; the longest overdue first. */
  abstract overdue(now: Date, most: number): Promise<{ id: string; campaignId: string; at: Date }[]>;
}
