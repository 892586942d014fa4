import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { JOB_STATUSES } from '../forecasts/forecast-job.schema.js';

/** Planning groups whose contacts are taken by pools of people, some of whom can do several. It stays as it is: another one is begun anew. */
export interface SkillMix {
  id: string;
  name: string;
  timeZone: string;
  intervalMinutes: number;
  createdAt: Date;
}

export const SkillMixSchema = new EntitySchema<SkillMix>({
  name: 'planning_skill_mix',
  columns: {
    id: column.id(),
    name: column.varchar(120),
    timeZone: column.varchar(64),
    intervalMinutes: column.int(),
    createdAt: column.time(),
  },
});

/** People who can do the same; rosters are made for them by its id. */
export interface SkillPool {
  id: string;
  mixId: string;
  name: string;
  /** Of paid time, what is not worked. */
  shrinkagePercent: number;
  /** The part of it that rosters place themselves; null: it was not asked for then, none. */
  plannedShrinkagePercent: number | null;
  /** Whose contacts they take, those with a lower number first. */
  takes: { planningGroupId: string; priority: number }[];
}

export const SkillPoolSchema = new EntitySchema<SkillPool>({
  name: 'planning_skill_pool',
  columns: {
    id: column.id(),
    mixId: column.ref(),
    name: column.varchar(120),
    shrinkagePercent: column.int(),
    plannedShrinkagePercent: column.nullable(column.int()),
    takes: column.json(),
  },
  indices: [schemaIndex('planning_skill_pool', { columns: ['mixId', 'id'] })],
});

/** A staffing that was ordered, day by day. */
export interface StaffingJob {
  id: string;
  mixId: string;
  status: (typeof JOB_STATUSES)[number];
  fromDate: string;
  toDate: string;
  /** Intervals that are staffed, of so many; 0 before it is known. */
  done: number;
  intervals: number;
  /** Counts who works on it: what an earlier one still says is not heard. */
  attempt: number;
  /** Why it failed. */
  code: string | null;
  orderedBy: string;
  orderedAt: Date;
  endedAt: Date | null;
}

export const StaffingJobSchema = new EntitySchema<StaffingJob>({
  name: 'planning_staffing_job',
  columns: {
    id: column.id(),
    mixId: column.ref(),
    status: column.varchar(16),
    fromDate: column.varchar(10),
    toDate: column.varchar(10),
    done: column.int(),
    intervals: column.int(),
    attempt: column.int(),
    code: column.nullable(column.varchar(64)),
    orderedBy: column.varchar(64),
    orderedAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('planning_staffing_job', { columns: ['status', 'id'] }),
    schemaIndex('planning_staffing_job', { columns: ['mixId', 'id'] }),
  ],
});

/** How many of each pool a day takes, by its intervals from midnight on. */
export interface StaffedDay {
  mixId: string;
  date: string;
  jobId: string;
  /** By pool: who has to be there. */
  agents: Record<string, number[]>;
  /** By planning group: whom it would need if nobody were shared (Erlang), and the service level that the mix gives. */
  groups: Record<string, { alone: number[]; serviceLevel: (number | null)[] }>;
}

export const StaffedDaySchema = new EntitySchema<StaffedDay>({
  name: 'planning_staffed_day',
  columns: {
    mixId: column.primary(column.ref()),
    date: column.primary(column.varchar(10)),
    jobId: column.ref(),
    agents: column.json(),
    groups: column.json(),
  },
});
