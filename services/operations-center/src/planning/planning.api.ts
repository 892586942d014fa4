import type { Uncertainty } from '#libs/workforce/forecast/prediction-interval';
import type { StaffingRules } from '#libs/workforce/staffing/interval-outlook';
import type { ActualInterval } from './history/actual-interval.js';
import type { RequiredInterval } from './requirements/group-staffing.js';

export { PlanningGroupNotFound } from './planning.errors.js';

/** Who have to be at work by the roster, in each interval of whole days from midnight on, by the group's wall clock. */
export interface StaffRequirement {
  planningGroupId: string;
  timezone: string;
  intervalMinutes: number;
  /** The days that are published. */
  days: {
    date: string;
    agents: number[];
    /** Of people who can do several: by planning group, together all. */
    skills?: Record<string, number[]>;
  }[];
}

/** How many people rosters are to have: by the published forecasts, with the shrinkage that rosters do not place themselves. */
export abstract class StaffRequirements {
  /** @param planningGroupId or a mix, or a pool of one, by how it was staffed last @param from and `to`: dates, both included @throws PlanningGroupNotFound */
  abstract required(planningGroupId: string, from: string, to: string): Promise<StaffRequirement>;
  /** What the weeks between two dates are planned by: the forecast version of each, by its Monday. */
  abstract basis(planningGroupId: string, from: string, to: string): Promise<Record<string, string>>;
}

/** A day of a planning group by its intervals: as it was planned, and as far as it has come. */
export interface PlannedDay {
  readonly planningGroupId: string;
  readonly name: string;
  readonly skills: readonly string[];
  /** That its people have them at, at least. */
  readonly skillLevel: number;
  readonly date: string;
  readonly timezone: string;
  readonly intervalMinutes: number;
  /** The version it is planned by; null: none is published, and nothing is planned. */
  readonly versionId: string | null;
  readonly rules: StaffingRules;
  readonly goalShare: number;
  readonly uncertainty: Uncertainty;
  readonly intervals: readonly PlannedDayInterval[];
  /** The mixes that it shares people in. */
  readonly sharing: readonly SharedPeople[];
}

/** People whom planning groups share, on a day. */
export interface SharedPeople {
  /** The mix and its pools, as rosters name them, with the planning groups whose contacts their people take; null: those that their skills name. */
  readonly rosters: readonly { readonly planningGroupId: string; readonly takes: readonly string[] | null }[];
  /** Of each planning group, who have to be at work in each interval of the day: the planned split. */
  readonly needed: Readonly<Record<string, readonly number[]>>;
}

export interface PlannedDayInterval {
  /** On the wall clock, e.g. 07:30. */
  readonly at: string;
  /** ms since the epoch; `to` is excluded. */
  readonly from: number;
  readonly to: number;
  readonly planned: RequiredInterval;
  readonly actual: ActualInterval;
  /** Who were at work for the group, on average; of intervals that have begun. */
  readonly atWork: number;
}

/** What intraday needs of planning. */
export abstract class PlannedDays {
  /** @throws PlanningGroupNotFound */
  abstract require(planningGroupId: string): Promise<void>;
  /** Today, by the wall clock of the group. @throws PlanningGroupNotFound */
  abstract today(planningGroupId: string): Promise<PlannedDay>;
  /** The other groups that keep the same time and intervals, in order of their names. @throws PlanningGroupNotFound */
  abstract neighbours(planningGroupId: string): Promise<readonly string[]>;
}
