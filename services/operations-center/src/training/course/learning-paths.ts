import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { LearningPathBody } from './course.dto.js';
import { LearningPathSchema, type LearningPathRow } from './course.schema.js';
import { Courses } from './courses.js';

export class LearningPathNotFound extends domainError('learning-path-not-found', 'not-found') {}

@Injectable()
export class LearningPaths {
  constructor(
    private readonly database: Database,
    private readonly courses: Courses,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<LearningPathRow>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where, order: { id: 'DESC' }, take: limit + 1 } as const;
    return pageOf(await (await this.database.reader()).find(LearningPathSchema, options), limit, ({ id }) => [id]);
  }

  /** @throws LearningPathNotFound */
  async get(id: string): Promise<LearningPathRow> {
    const row = await (await this.database.reader()).findOneBy(LearningPathSchema, { id });
    if (!row) throw new LearningPathNotFound('There is no such learning path.', { id });
    return row;
  }

  /** @throws CourseNotFound, CourseRetired */
  async add(body: LearningPathBody): Promise<LearningPathRow> {
    await this.courses.require(body.courseIds);
    const now = this.clock.now();
    const row = { id: newId(now), version: 1, updatedAt: now, ...body };
    await this.database.transaction((tx) => insertRows(tx, LearningPathSchema, [row]));
    return row;
  }

  /** @throws LearningPathNotFound, CourseNotFound, CourseRetired, StaleVersion */
  async change(id: string, body: LearningPathBody): Promise<LearningPathRow> {
    await this.courses.require(body.courseIds);
    return this.database.transaction(async (tx) => {
      const { version } = await this.get(id);
      checkPrecondition({ id, version });
      const next = { ...body, version: version + 1, updatedAt: this.clock.now() };
      if ((await updateRows(tx, LearningPathSchema, { id, version }, next)) !== 1)
        throw new StaleVersion('It was changed by someone else in the meantime.', { id });
      return { id, ...next };
    });
  }
}
