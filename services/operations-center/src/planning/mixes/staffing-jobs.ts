import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { actor } from '#libs/web/access/actor';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { OPEN_STATUSES } from '../forecasts/forecast-job.schema.js';
import { StaffingJobEnded, StaffingJobNotFound } from '../planning.errors.js';
import { SkillMixes } from './skill-mixes.js';
import { StaffedDaySchema, StaffingJobSchema, type StaffedDay, type StaffingJob } from './skill-mix.schema.js';

/** Staffings that were ordered, and how far they are. Whoever works on one says by its attempt that it still is the one. */
@Injectable()
export class StaffingJobs {
  constructor(
    private readonly database: Database,
    private readonly mixes: SkillMixes,
    private readonly clock: Clock,
  ) {}

  /** @throws SkillMixNotFound */
  async order(mixId: string, fromDate: string, toDate: string): Promise<StaffingJob> {
    await this.mixes.get(mixId);
    const orderedAt = this.clock.now();
    const job: StaffingJob = {
      ...{ id: newId(orderedAt), mixId, status: 'waiting', fromDate, toDate, done: 0, intervals: 0 },
      ...{ attempt: 0, code: null, orderedBy: actor(), orderedAt, endedAt: null },
    };
    await this.database.transaction((tx) => tx.insert(StaffingJobSchema, job));
    return job;
  }

  /** @throws StaffingJobNotFound */
  async get(id: string): Promise<StaffingJob> {
    const job = await (await this.database.reader()).findOneBy(StaffingJobSchema, { id });
    if (!job) throw new StaffingJobNotFound('There is no such staffing job.', { id });
    return job;
  }

  /** Newest first. */
  async list(mixId: string, { limit, cursor }: PageQuery): Promise<Page<StaffingJob>> {
    const where = { mixId, ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }) };
    const reader = await this.database.reader();
    const rows = await reader.find(StaffingJobSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** Days that are staffed already stay. @throws StaffingJobNotFound, StaffingJobEnded */
  async cancel(id: string): Promise<StaffingJob> {
    await this.get(id);
    const change = { status: 'cancelled' as const, endedAt: this.clock.now() };
    const { affected } = await this.database.transaction((tx) =>
      tx.update(StaffingJobSchema, { id, status: In([...OPEN_STATUSES]) }, change),
    );
    if (affected !== 1) throw new StaffingJobEnded('The job is over.', { id });
    return this.get(id);
  }

  /** The oldest that is not over: also one that somebody began who is no more. */
  async next(): Promise<StaffingJob | null> {
    const where = { status: In([...OPEN_STATUSES]) };
    const reader = await this.database.reader();
    const [job] = await reader.find(StaffingJobSchema, { where, order: { id: 'ASC' }, take: 1 });
    return job ?? null;
  }

  /** @returns the job as it is ours now; null: it is over, or somebody else's */
  async begin({ id, attempt }: StaffingJob): Promise<StaffingJob | null> {
    const mine = { attempt: attempt + 1, status: 'running' as const, done: 0 };
    const { affected } = await this.database.transaction((tx) =>
      tx.update(StaffingJobSchema, { id, attempt, status: In([...OPEN_STATUSES]) }, mine),
    );
    return affected === 1 ? this.get(id) : null;
  }

  /** Keeps the days that are ready now, in place of what was known of them. @returns whether it is to go on */
  keep(job: StaffingJob, progress: Pick<StaffingJob, 'done' | 'intervals'>, days: readonly StaffedDay[]) {
    return this.#change(job, progress, days);
  }

  async finish(job: StaffingJob): Promise<void> {
    await this.#change(job, { status: 'done', endedAt: this.clock.now() });
  }

  async fail(job: StaffingJob, code: string): Promise<void> {
    await this.#change(job, { status: 'failed', code, endedAt: this.clock.now() });
  }

  async #change(
    { id, attempt, mixId }: StaffingJob,
    change: Partial<StaffingJob>,
    days: readonly StaffedDay[] = [],
  ): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const where = { id, attempt, status: 'running' as const };
      const { affected } = await tx.update(StaffingJobSchema, where, change);
      if (affected !== 1) return false;
      for (const { date } of days) await tx.delete(StaffedDaySchema, { mixId, date });
      await insertRows(tx, StaffedDaySchema, days);
      return true;
    });
  }
}
