import type { Strategy } from './model/queue.js';

/**
 * The rule that keeps a contact and an agent apart; the first that does, in this order. `skill-missing` and `lower-rank` are told
 * with what exactly: `skill-missing:english>=4`, `lower-rank:idle-since`.
 */
export type RuleCode =
  | 'contact-not-waiting'
  | 'contact-paused'
  | 'waits-for-other-agent'
  | 'has-contact'
  | 'logged-out'
  | 'not-ready'
  | 'not-responding'
  | `channel-not-handled:${string}`
  | 'no-capacity'
  | 'not-member'
  | `cooling-down:${number}`
  | `queue-delay:${number}`
  | `skill-missing:${string}`
  | `other-contact-first:${string}`
  | `lower-rank:${'preferred-skills' | Measure}`;

export type Measure = 'idle-since' | 'occupancy' | 'skill-levels' | 'last-offered' | 'id';

/** How an agent stands among those who could have the contact. */
export interface Standing {
  readonly agentId: string;
  /** How many of the contact's preferred skills it meets. */
  readonly preferredMet: number;
  /** Sum of levels over the skills that are asked for or preferred. */
  readonly skillLevels: number;
  /** 0 to 100, more when something was interrupted. */
  readonly occupancy: number;
  readonly idleSince: number;
  /** Number of the queue's last offer to the agent; 0: none. */
  readonly lastOffered: number;
}

export interface ContactStanding {
  readonly queueId: string;
  readonly strategy: Strategy;
  /** Seconds of age + priority · what it is worth, as of now. */
  readonly score: number;
  readonly plan: { readonly id: string; readonly version: number; readonly step: number } | null;
  /** What is asked for, e.g. `english>=3 & billing>=1`; empty: any member of the queue. */
  readonly requires: string;
  /** The agent it waits for, if it does. */
  readonly wish: string | null;
}

/** What is recorded with an offer: short, and the same on every run. */
export interface OfferExplanation extends ContactStanding {
  /** `agents-wait`: the contact chose among agents; `contacts-wait`: an agent came free and took the first contact. */
  readonly regime: 'agents-wait' | 'contacts-wait';
  /** Number of the queue in the agent's profile. */
  readonly queuePriority: number;
  /** How many agents could have had it. */
  readonly candidates: number;
  readonly chosen: Standing;
  /** The next ones, at most two. */
  readonly runnersUp: readonly Standing[];
  /** Every agent and what stood in the way: only when asked for (`Router.restore(…, 'complete')`). */
  readonly agents?: readonly AgentVerdict[];
}

export interface AgentVerdict {
  readonly agentId: string;
  /** Null: the best one. */
  readonly excludedBy: RuleCode | null;
  /** Of those who could have it. */
  readonly standing?: Standing;
}

/** Why a contact is where it is. */
export interface ContactExplanation extends ContactStanding {
  readonly contactId: string;
  readonly state: 'waiting' | 'paused' | 'offered' | 'handled';
  /** From 1, in its queue; null when it does not wait. */
  readonly position: number | null;
  /** ms; null when nothing is known about it. */
  readonly estimatedWaitMs: number | null;
  /** The best first, then by id. */
  readonly agents: readonly AgentVerdict[];
}
