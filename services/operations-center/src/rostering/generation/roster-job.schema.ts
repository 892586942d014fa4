import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { TaughtCourse } from '../domain/work-shift.js';
import type { Explanation } from './explanation.js';

export type JobStatus = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
export const OPEN_JOB = ['waiting', 'running'] as const;

/** Something that several do at the same time, or one alone, in the time of their shifts. */
export interface Slot {
  readonly kind: 'training' | 'meeting';
  readonly agentIds: readonly string[];
  readonly minutes: number;
  readonly from: string;
  readonly to: string;
  /** Of a training: what is learnt then. */
  readonly course?: TaughtCourse;
}

/** How far a search is. */
export interface JobProgress {
  readonly step: string;
  readonly cost: number | null;
  readonly bound: number | null;
  /** Part of the cost that may be saved at most; 0: nothing is better. */
  readonly gap: number | null;
  readonly seconds: number;
}

/** Shifts that are made for a draft. */
export interface RosterJob {
  id: string;
  rosterId: string;
  status: JobStatus;
  seconds: number;
  slots: readonly Slot[];
  /** Who runs it now: only they write. Empty: nobody. */
  runner: string;
  /** How often somebody began it and did not end it or give it back. */
  attempts: number;
  progress: JobProgress;
  /** The best so far, to go on from after a crash: lines of shifts by agent. */
  best: readonly (readonly number[])[] | null;
  explanation: Explanation | null;
  failure: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

export const RosterJobSchema = new EntitySchema<RosterJob>({
  name: 'roster_job',
  columns: {
    id: column.id(),
    rosterId: column.ref(),
    status: column.varchar(16),
    seconds: column.int(),
    slots: column.json(),
    runner: column.varchar(36),
    attempts: column.int(),
    progress: column.json(),
    best: column.nullable(column.json()),
    explanation: column.nullable(column.json()),
    failure: column.nullable(column.varchar(64)),
    createdAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('roster_job', { columns: ['status', 'id'] }),
    schemaIndex('roster_job', { columns: ['rosterId', 'status'] }),
  ],
});
