import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { CANDIDATES } from '#libs/workforce/forecast/methods/candidates';
import { actor } from '#libs/web/access/actor';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { PlanningGroups } from '../groups/planning-groups.js';
import { ForecastJobEnded, ForecastJobNotFound } from '../planning.errors.js';
import { ForecastVersions, type NewForecast } from '../versions/forecast-versions.js';
import type { SourceDay } from './source-days.js';
import { ForecastJobSchema, OPEN_STATUSES, type ForecastJob } from './forecast-job.schema.js';

/** Dates, both included. */
export interface ForecastOrdered {
  readonly groupId: string;
  readonly from: string;
  readonly to: string;
  readonly sourceDays: readonly SourceDay[];
}

/** Forecasts that were ordered, and how far they are. Whoever works on one says by its attempt that it still is the one. */
@Injectable()
export class ForecastJobs {
  constructor(
    private readonly database: Database,
    private readonly groups: PlanningGroups,
    private readonly versions: ForecastVersions,
    private readonly clock: Clock,
  ) {}

  /** @throws PlanningGroupNotFound */
  async order({ groupId, from: fromDate, to: toDate, sourceDays }: ForecastOrdered): Promise<ForecastJob> {
    await this.groups.get(groupId);
    const orderedAt = this.clock.now();
    const job: ForecastJob = {
      ...{ id: newId(orderedAt), groupId, status: 'waiting', fromDate, toDate },
      sourceDays: sourceDays.length > 0 ? sourceDays : null,
      ...{ tried: 0, models: CANDIDATES.length, attempt: 0, code: null, versionId: null },
      ...{ orderedBy: actor(), orderedAt, endedAt: null },
    };
    await this.database.transaction((tx) => tx.insert(ForecastJobSchema, job));
    return job;
  }

  /** @throws ForecastJobNotFound */
  async get(id: string): Promise<ForecastJob> {
    const job = await (await this.database.reader()).findOneBy(ForecastJobSchema, { id });
    if (!job) throw new ForecastJobNotFound('There is no such forecast job.', { id });
    return job;
  }

  /** Newest first. */
  async list(groupId: string, { limit, cursor }: PageQuery): Promise<Page<ForecastJob>> {
    const where = { groupId, ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }) };
    const reader = await this.database.reader();
    const rows = await reader.find(ForecastJobSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws ForecastJobNotFound, ForecastJobEnded */
  async cancel(id: string): Promise<ForecastJob> {
    await this.get(id);
    const change = { status: 'cancelled' as const, endedAt: this.clock.now() };
    const { affected } = await this.database.transaction((tx) =>
      tx.update(ForecastJobSchema, { id, status: In([...OPEN_STATUSES]) }, change),
    );
    if (affected !== 1) throw new ForecastJobEnded('The job is over.', { id });
    return this.get(id);
  }

  /** The oldest that is not over: also one that somebody began who is no more. */
  async next(): Promise<ForecastJob | null> {
    const where = { status: In([...OPEN_STATUSES]) };
    const [job] = await (
      await this.database.reader()
    ).find(ForecastJobSchema, { where, order: { id: 'ASC' }, take: 1 });
    return job ?? null;
  }

  /** @returns the job as it is ours now; null: it is over, or somebody else's */
  async begin({ id, attempt }: ForecastJob): Promise<ForecastJob | null> {
    const mine = { attempt: attempt + 1, status: 'running' as const, tried: 0 };
    const { affected } = await this.database.transaction((tx) =>
      tx.update(ForecastJobSchema, { id, attempt, status: In([...OPEN_STATUSES]) }, mine),
    );
    return affected === 1 ? this.get(id) : null;
  }

  /** @returns whether it is to go on */
  progress(job: ForecastJob, tried: number): Promise<boolean> {
    return this.#change(job, { tried });
  }

  /** The version is there if and only if the job is done. */
  async finish(job: ForecastJob, made: Omit<NewForecast, 'groupId' | 'createdBy' | 'copyOf'>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const endedAt = this.clock.now();
      if (!(await this.#change(job, { status: 'done', tried: job.models, endedAt }))) return;
      const { groupId, orderedBy: createdBy } = job;
      const { id: versionId } = await this.versions.add({ ...made, groupId, createdBy, copyOf: null });
      await tx.update(ForecastJobSchema, { id: job.id }, { versionId });
    });
  }

  async fail(job: ForecastJob, code: string): Promise<void> {
    await this.#change(job, { status: 'failed', code, endedAt: this.clock.now() });
  }

  async #change({ id, attempt }: ForecastJob, change: Partial<ForecastJob>): Promise<boolean> {
    const where = { id, attempt, status: 'running' as const };
    const { affected } = await this.database.transaction((tx) => tx.update(ForecastJobSchema, where, change));
    return affected === 1;
  }
}
