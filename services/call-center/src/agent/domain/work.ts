import type { Channel } from './capacity.js';

/**
 * `optional`: only when the agent asked for it; `mandatory`: until the agent ends it; `timeboxed`: until the agent ends it, at
 * most its seconds; `forced`: its seconds, no more and no less.
 */
export type AfterWorkMode = 'optional' | 'mandatory' | 'timeboxed' | 'forced';

export interface AfterWorkRule {
  readonly mode: AfterWorkMode;
  /** Null for modes without a limit. */
  readonly seconds: number | null;
}

/** A contact that is to be somebody's. */
export interface Assignment {
  /** Of the reservation, or of the call the agent makes: what is engaged, and later released, goes by it. */
  readonly id: string;
  readonly contactId: string;
  readonly channel: Channel;
  /** Null for what came past the queues. */
  readonly queueId: string | null;
  readonly afterWork: AfterWorkRule;
}

/** A contact offered to one person, who has until `expiresAt` to take it. */
export interface Reservation extends Assignment {
  readonly expiresAt: Date;
  /** How long the person is not offered this contact again after declining or missing it, seconds. */
  readonly excludedSeconds: number;
  /** Whether whoever declines it counts as idle only since then. */
  readonly toTheEnd: boolean;
}

/** As it is kept; times are ms since 1970. */
export interface Offer extends Assignment {
  readonly offeredAt: number;
  readonly expiresAt: number;
  readonly excludedSeconds: number;
  readonly toTheEnd: boolean;
}

export interface Engagement extends Assignment {
  readonly since: number;
  /** The agent asked for after-contact work. */
  readonly asked: boolean;
}

export interface AfterWork {
  readonly engagementId: string;
  readonly contactId: string;
  readonly mode: AfterWorkMode;
  readonly since: number;
  /** Null: until the agent ends it. */
  readonly endsAt: number | null;
}

/** A contact that is not offered again for a while. */
export interface Exclusion {
  readonly contactId: string;
  readonly until: number;
}

/** How an assignment ended; none changes afterwards. */
export type Ending = 'released' | 'declined' | 'missed' | 'canceled';

export interface Ended {
  readonly id: string;
  readonly as: Ending;
}

/** Repetitions come within minutes; nobody ends so many contacts in that time. */
const MOST_REMEMBERED = 100;

/** Remembers how it ended, so that saying it again changes nothing. */
export function remembered(ended: readonly Ended[], id: string, as: Ending): Ended[] {
  return [...ended, { id, as }].slice(-MOST_REMEMBERED);
}

/** What is left to do after the contact; null: nothing. */
export function afterWorkOf({ id, contactId, afterWork, asked }: Engagement, endedAt: number): AfterWork | null {
  const { mode, seconds } = afterWork;
  if (mode === 'optional' && !asked) return null;
  const endsAt = seconds === null ? null : endedAt + seconds * 1_000;
  return { engagementId: id, contactId, mode, since: endedAt, endsAt };
}
