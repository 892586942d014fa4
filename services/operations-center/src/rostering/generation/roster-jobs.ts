import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { RosterJobNotFound } from '../domain/rostering.errors.js';
import { RosterShiftSchema } from '../roster/roster.schema.js';
import { Rosters } from '../roster/rosters.js';
import { CourseTitles } from '../../training/course/course-titles.api.js';
import type { JobBody, JobQuery } from './roster-job.dto.js';
import { OPEN_JOB, RosterJobSchema, type RosterJob } from './roster-job.schema.js';
import type { Made } from './roster-run.js';

const MOST_ATTEMPTS = 3;

/** Jobs as they are kept; who runs one writes only as long as it is theirs. */
@Injectable()
export class RosterJobs {
  constructor(
    private readonly database: Database,
    private readonly rosters: Rosters,
    private readonly courses: CourseTitles,
    private readonly clock: Clock,
  ) {}

  /** @throws RosterNotFound, RosterPublishedAlready, RosterBeingMade, TaughtCourseUnknown */
  async add(rosterId: string, { seconds, slots: asked }: JobBody): Promise<RosterJob> {
    const titles = await this.courses.of(asked.flatMap(({ courseId }) => courseId ?? []));
    const slots = asked.map(({ courseId, ...slot }) =>
      courseId === undefined ? slot : { ...slot, course: titles.named(courseId) },
    );
    return this.database.transaction(async (tx) => {
      await this.rosters.draft(tx, rosterId);
      const createdAt = this.clock.now();
      const progress = { step: 'waiting', cost: null, bound: null, gap: null, seconds: 0 };
      const open = {
        status: 'waiting' as const,
        runner: '',
        attempts: 0,
        progress,
        best: null,
        explanation: null,
        failure: null,
      };
      const job: RosterJob = { id: newId(createdAt), rosterId, seconds, slots, ...open, createdAt, endedAt: null };
      await tx.insert(RosterJobSchema, job);
      return job;
    });
  }

  /** @throws RosterJobNotFound */
  async get(id: string): Promise<RosterJob> {
    const job = await (await this.database.reader()).findOneBy(RosterJobSchema, { id });
    if (!job) throw new RosterJobNotFound('There is no such job.', { id });
    return job;
  }

  /** Newest first. */
  async list({ limit, cursor, rosterId }: JobQuery): Promise<Page<RosterJob>> {
    const rows = await (
      await this.database.reader()
    ).find(RosterJobSchema, {
      where: {
        ...(rosterId === undefined ? {} : { rosterId }),
        ...(cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
      },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** One that is over stays as it is. @throws RosterJobNotFound */
  async cancel(id: string): Promise<RosterJob> {
    await this.database.transaction((tx) =>
      tx.update(
        RosterJobSchema,
        { id, status: In([...OPEN_JOB]) },
        { status: 'cancelled', runner: '', endedAt: this.clock.now() },
      ),
    );
    return this.get(id);
  }

  async open(): Promise<RosterJob[]> {
    const where = { status: In([...OPEN_JOB]) };
    return (await this.database.reader()).find(RosterJobSchema, { where, order: { id: 'ASC' }, take: 10 });
  }

  /** Whoever had it has it no longer. One that nobody comes to an end with, as it takes the process with it, fails. @returns whether it is theirs */
  async claim({ id, attempts }: RosterJob, runner: string): Promise<boolean> {
    const open = { id, attempts, status: In([...OPEN_JOB]) };
    if (attempts < MOST_ATTEMPTS) return this.#change(open, { status: 'running', runner, attempts: attempts + 1 });
    const failed = { status: 'failed' as const, failure: 'roster-job-given-up', runner: '', endedAt: this.clock.now() };
    await this.#change(open, failed);
    return false;
  }

  /** @returns whether it is still theirs */
  keep(id: string, runner: string, change: Partial<RosterJob>): Promise<boolean> {
    return this.#change({ id, runner, status: 'running' as const }, change);
  }

  /** The shifts of the draft become those that were made, unless the job is no longer theirs. */
  async finish({ id, rosterId }: RosterJob, runner: string, { shifts, explanation }: Made): Promise<void> {
    await this.database.transaction(async (tx) => {
      const done = { status: 'done' as const, explanation, endedAt: this.clock.now(), best: null };
      const { affected } = await tx.update(RosterJobSchema, { id, runner, status: 'running' }, done);
      if (affected !== 1) return;
      await tx.delete(RosterShiftSchema, { rosterId, isPublished: false });
      await insertRows(tx, RosterShiftSchema, shifts);
      await this.rosters.saved(tx, await this.rosters.draft(tx, rosterId), {});
    });
  }

  async #change(where: object, change: Partial<RosterJob>): Promise<boolean> {
    const { affected } = await this.database.transaction((tx) => tx.update(RosterJobSchema, where, change));
    return affected === 1;
  }
}
