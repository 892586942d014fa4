import type { SkillLevel } from '#libs/contact-routing/model/contact';
import type { Strategy } from '#libs/contact-routing/model/queue';
import type { LevelTarget } from '../service-level.js';

/** What comes into one queue. Durations in seconds. */
export interface SimulatedQueue {
  readonly id: string;
  readonly channel: string;
  readonly contactsPerHour: number;
  readonly handle: HandleTime;
  /** Mean of an exponential patience; Infinity: nobody hangs up. */
  readonly patienceSeconds: number;
  /** Who gave up may call again; absent: nobody does. */
  readonly redials?: Redials;
  /** What is asked of who takes them. */
  readonly requires: readonly SkillLevel[];
  readonly strategy: Strategy;
  readonly target: LevelTarget & { readonly share: number };
}

/** Of those who gave up, the share that calls again, each time, and the mean of an exponential time until then. */
export interface Redials {
  readonly share: number;
  readonly afterSeconds: number;
}

export type HandleTime =
  | { readonly shape: 'exponential'; readonly meanSeconds: number }
  | { readonly shape: 'lognormal'; readonly meanSeconds: number; readonly deviationSeconds: number };

/** People who can do the same. */
export interface SkillGroup {
  readonly id: string;
  readonly skills: Readonly<Record<string, number>>;
  /** Whose contacts they take, and with which priority: a lower number first. */
  readonly queues: readonly { readonly queueId: string; readonly priority: number }[];
  /** Contacts at a time, by channel. */
  readonly slots: Readonly<Record<string, number>>;
}

export interface SimulatedCentre {
  readonly queues: readonly SimulatedQueue[];
  readonly groups: readonly SkillGroup[];
}

/** How many people each group has. */
export type Staffing = Readonly<Record<string, number>>;

export interface SimulationSettings {
  /** Who comes in this time counts; what they wait for is played to its end. */
  readonly seconds: number;
  /** Played before that, so that it does not begin with an empty house. */
  readonly warmUpSeconds: number;
  readonly replications: number;
  /** The same seed plays the same customers, whoever is there to serve them. */
  readonly seed: number;
}
