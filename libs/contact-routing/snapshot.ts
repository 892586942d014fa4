import type { Decision } from './decisions.js';
import type { AgentDefinition, RoutingState } from './model/agent.js';
import type { ContactRequest } from './model/contact.js';
import type { RoutingPlan } from './model/plan.js';
import type { QueueDefinition } from './model/queue.js';
import type { Reservation } from './model/reservation.js';

/** All a router needs in order to go on, as plain JSON, each list by id. The order within the lists means nothing. */
export interface RouterSnapshot {
  /** The latest instant it was told, ms since the epoch. */
  readonly now: number;
  readonly plans: readonly RoutingPlan[];
  readonly queues: readonly QueueSnapshot[];
  readonly agents: readonly AgentSnapshot[];
  readonly contacts: readonly ContactSnapshot[];
  /** Those that take capacity, and closed ones of contacts that are still here. */
  readonly reservations: readonly Readonly<Reservation>[];
  /** Whose matches are still to be sought, because the last event was refused. Whoever makes a snapshot of records can name all. */
  readonly unmatched: { readonly contacts: readonly string[]; readonly agents: readonly string[] };
  /** Decisions that come with the next ones, for the same reason. */
  readonly undelivered: readonly Decision[];
}

export interface QueueSnapshot {
  readonly definition: QueueDefinition;
  /** Offers so far. */
  readonly offers: number;
  /** Number of the last offer to each agent. */
  readonly lastOffered: Readonly<Record<string, number>>;
  /** The last instants at which contacts were accepted, oldest first. */
  readonly accepted: readonly number[];
}

export interface AgentSnapshot {
  readonly definition: AgentDefinition;
  readonly state: RoutingState;
  /** What is set once nothing is handled any more. */
  readonly nextState: RoutingState | null;
  readonly idleSince: number;
  readonly removed: boolean;
}

export interface ContactSnapshot {
  readonly request: ContactRequest;
  /** The first instant it was queued at all. */
  readonly arrivedAt: number;
  readonly enteredQueueAt: number;
  readonly ageFrom: number;
  readonly waiting: boolean;
  /** What was waited before the present queue, ms. */
  readonly waitedBefore: number;
  /** Offers so far. */
  readonly attempts: number;
  readonly missesInRow: number;
  readonly pausedUntil: number | null;
  readonly callback: boolean;
  /** A direct transfer to an agent. */
  readonly direct: { readonly agentId: string; readonly until: number; readonly fallbackQueueId: string | null } | null;
  /** Number of the wish it waits on, and since when; the number of wishes once they are over. */
  readonly wish: number;
  readonly wishSince: number;
  /** Since when it goes by the plan, the step, and since when the step. */
  readonly plannedSince: number;
  readonly step: number;
  readonly stepSince: number;
  /** Until when agents who missed it are not offered it, and how often they missed. */
  readonly excluded: Readonly<Record<string, { readonly until: number; readonly misses: number }>>;
  /** Reservation of who has it. */
  readonly handledBy: string | null;
  /** Reservations of those who are on it as well. Older snapshots have none. */
  readonly colleagues?: readonly string[];
  /** What others are asked for while somebody has it, and the queue it was in before. Older snapshots do not say. */
  readonly asked?: Asked | null;
}

export interface Asked {
  /** `own`: a transfer on accept; `join`: to be on it as well. */
  readonly to: 'own' | 'join';
  readonly home: string;
}
