/**
 * Whom of several agents a contact goes to. First come those who meet the most of its preferred skills, then
 * - `longest-idle`: who is idle for longest;
 * - `least-occupied`: who uses the least of their capacity, then who is idle for longest;
 * - `best-skilled`: the highest sum of levels in the skills that are asked for, then who is idle for longest;
 * - `round-robin`: to whom this queue offered something longest ago, or never;
 * - `ring-all`: all at once, the first to accept has it.
 * Last, the smaller id.
 */
export type Strategy = 'longest-idle' | 'least-occupied' | 'best-skilled' | 'round-robin' | 'ring-all';

/** A change applies at once, also to contacts that wait already. */
export interface QueueDefinition {
  readonly id: string;
  readonly strategy: Strategy;
  /** Without one a contact waits for its required skills, for ever. */
  readonly planId?: string;
  /**
   * score = seconds of age + priority · this. `strict`: priority first, then age.
   */
  readonly priorityWorthSeconds: number | 'strict';
  /** How long an offer stands. */
  readonly offerSeconds: number;
  /** How many agents `ring-all` rings at once, those idle for longest first. */
  readonly ringsAtMost: number;
  readonly noAnswer: MissedOffer & { readonly agentBecomes: 'not-responding' | 'ready' };
  readonly rejected: MissedOffer;
  /** After each so many missed offers in a row a contact is offered to nobody for a while. */
  readonly breaker: { readonly misses: number; readonly pauseSeconds: number };
  readonly wrapUp: WrapUp;
  /** With so many waiting, those who newly come go elsewhere. */
  readonly overLength?: { readonly length: number; readonly to: string };
  /** Who waited so long in this queue is moved, and keeps the age. */
  readonly afterWait?: { readonly seconds: number; readonly to: string };
  /** Who waited so long in this queue leaves it unserved. */
  readonly leavesAfterSeconds?: number;
}

export interface MissedOffer {
  /** How long the contact is not offered to that agent again; doubled with each further miss of the two, up to 32 times. */
  readonly excludedSeconds: number;
  /** Whether the agent counts as idle only since then. */
  readonly toTheEnd: boolean;
}

/**
 * What follows a contact. `none`: the agent is free at once; `mandatory`: when the agent says so; `timeboxed`: that, or when the time is
 * over; `forced`: after exactly that time.
 */
export type WrapUp =
  { readonly mode: 'none' | 'mandatory' } | { readonly mode: 'timeboxed' | 'forced'; readonly seconds: number };
