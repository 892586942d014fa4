import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { WorkShift } from '../domain/work-shift.js';

/** How many are needed at work in each interval of each day. */
export interface Demand {
  readonly intervalMinutes: number;
  readonly days: readonly DayDemand[];
}

export interface DayDemand {
  readonly date: string;
  /** All together. */
  readonly agents: readonly number[];
  /** By skill, where it matters who does what; together they are all. */
  readonly skills?: Readonly<Record<string, readonly number[]>>;
}

/** Some weeks of a planning group: a draft until it is published. */
export interface Roster {
  id: string;
  version: number;
  planningGroupId: string;
  timeZone: string;
  /** A Monday. */
  startsOn: string;
  weeks: number;
  status: 'draft' | 'published';
  demand: Demand;
  /** The count of changes to what was published when the draft was begun. */
  basedOn: number;
  /** The forecast version that the demand of each week is from, by its Monday; null: somebody has said it. */
  demandBasis: Readonly<Record<string, string>> | null;
  /** Since when another forecast is published for its weeks; null: none is. */
  outdatedAt: Date | null;
  /** Publications of it. */
  edition: number;
  createdAt: Date;
}

export const RosterSchema = new EntitySchema<Roster>({
  name: 'roster',
  columns: {
    id: column.id(),
    version: column.int(),
    planningGroupId: column.varchar(64),
    timeZone: column.varchar(64),
    startsOn: column.varchar(10),
    weeks: column.int(),
    status: column.varchar(16),
    demand: column.json(),
    basedOn: column.int(),
    demandBasis: column.nullable(column.json()),
    outdatedAt: column.nullable(column.time()),
    edition: column.int(),
    createdAt: column.time(),
  },
  indices: [schemaIndex('roster', { columns: ['planningGroupId', 'id'] })],
});

/** A shift of a draft, or of what is published. */
export type RosterShift = { -readonly [Name in keyof WorkShift]: WorkShift[Name] } & {
  version: number;
  rosterId: string;
  planningGroupId: string;
  timeZone: string;
  isPublished: boolean;
  /** Stays as it is when shifts are made anew. */
  isLocked: boolean;
  /** What whoever takes it has to be able to do; null: it is for everybody. */
  skills: readonly string[] | null;
};

export const RosterShiftSchema = new EntitySchema<RosterShift>({
  name: 'roster_shift',
  columns: {
    id: column.id(),
    version: column.int(),
    rosterId: column.ref(),
    planningGroupId: column.varchar(64),
    agentId: column.nullable(column.varchar(64)),
    date: column.varchar(10),
    patternId: column.nullable(column.ref()),
    siteId: column.nullable(column.varchar(64)),
    timeZone: column.varchar(64),
    startMinute: column.int(),
    startsAt: column.time(),
    endsAt: column.time(),
    activities: column.json(),
    isPublished: column.flag(),
    isLocked: column.flag(),
    skills: column.nullable(column.json()),
  },
  indices: [
    schemaIndex('roster_shift', { columns: ['isPublished', 'agentId', 'date'] }),
    schemaIndex('roster_shift', { columns: ['isPublished', 'planningGroupId', 'date'] }),
    schemaIndex('roster_shift', { columns: ['isPublished', 'siteId', 'date'] }),
    schemaIndex('roster_shift', { columns: ['rosterId', 'date'] }),
  ],
});

/** What was published when: an edition never changes. */
export interface RosterEdition {
  rosterId: string;
  edition: number;
  shifts: RosterShift[];
  publishedAt: Date;
  publishedBy: string;
}

export const RosterEditionSchema = new EntitySchema<RosterEdition>({
  name: 'roster_edition',
  columns: {
    rosterId: column.primary(column.ref()),
    edition: column.primary(column.int()),
    shifts: column.json(),
    publishedAt: column.time(),
    publishedBy: column.varchar(64),
  },
});

/** Counts the changes to what is published of a planning group. */
export interface RosterChanges {
  planningGroupId: string;
  changes: number;
}

export const RosterChangesSchema = new EntitySchema<RosterChanges>({
  name: 'roster_changes',
  columns: { planningGroupId: column.primary(column.varchar(64)), changes: column.int() },
});
