import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, LessThan, type EntityManager } from 'typeorm';
import { circleFrom } from '../domain/course-units.js';
import type { CourseBody, ListCoursesQuery } from './course.dto.js';
import { CourseSchema, CourseVersionSchema, type CourseRow } from './course.schema.js';

export class CourseNotFound extends domainError('course-not-found', 'not-found') {}
export class CourseRetired extends domainError('course-retired', 'conflict') {}
export class CoursesInACircle extends domainError('course-prerequisites-in-a-circle', 'invalid') {}

const MOST_COURSES = 10_000;

@Injectable()
export class Courses {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list({ limit, cursor, ...where }: ListCoursesQuery): Promise<Page<CourseRow>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { ...where, ...before }, order: { id: 'DESC' }, take: limit + 1 } as const;
    return pageOf(await (await this.database.reader()).find(CourseSchema, options), limit, ({ id }) => [id]);
  }

  /** @throws CourseNotFound */
  async get(id: string): Promise<CourseRow> {
    const row = await (await this.database.reader()).findOneBy(CourseSchema, { id });
    if (!row) throw new CourseNotFound('There is no such course.', { id });
    return row;
  }

  /** As it was in a version. @throws CourseNotFound */
  async version(courseId: string, version: number) {
    const row = await (await this.database.reader()).findOneBy(CourseVersionSchema, { courseId, version });
    if (!row) throw new CourseNotFound('There is no such version of the course.', { courseId, version });
    return row.content;
  }

  /** All of them, and none that is retired. @throws CourseNotFound, CourseRetired */
  async require(ids: readonly string[]): Promise<CourseRow[]> {
    const rows = await (await this.database.reader()).findBy(CourseSchema, { id: In([...ids]) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => {
      const row = byId.get(id);
      if (!row) throw new CourseNotFound('There is no such course.', { id });
      if (row.retired) throw new CourseRetired('The course is not given any more.', { id });
      return row;
    });
  }

  /** @throws CourseNotFound a prerequisite */
  async add(content: CourseBody, by: string): Promise<CourseRow> {
    const now = this.clock.now();
    const row = { id: newId(now), version: 1, updatedAt: now, retired: false, ...rowOf(content) };
    return this.database.transaction(async (tx) => {
      await this.require(content.prerequisites);
      await insertRows(tx, CourseSchema, [row]);
      await this.#keep(tx, row, by, now);
      return row;
    });
  }

  /** For who is assigned it from now on. @throws CourseNotFound, CoursesInACircle, StaleVersion */
  async change(id: string, content: CourseBody, by: string): Promise<CourseRow> {
    return this.database.transaction(async (tx) => {
      const { version, retired } = await this.get(id);
      checkPrecondition({ id, version });
      await this.require(content.prerequisites);
      await this.#refuseCircle(tx, id, content.prerequisites);
      const now = this.clock.now();
      const next = { ...rowOf(content), version: version + 1, updatedAt: now, retired };
      if ((await updateRows(tx, CourseSchema, { id, version }, next)) !== 1)
        throw new StaleVersion('It was changed by someone else in the meantime.', { id });
      await this.#keep(tx, { id, ...next }, by, now);
      return { id, ...next };
    });
  }

  /** Nobody is assigned it any more; who has it goes on. @throws CourseNotFound */
  async retire(id: string): Promise<CourseRow> {
    const row = await this.get(id);
    await this.database.transaction((tx) => updateRows(tx, CourseSchema, { id }, { retired: true }));
    return { ...row, retired: true };
  }

  /** @throws CoursesInACircle */
  async #refuseCircle(tx: EntityManager, id: string, prerequisites: readonly string[]): Promise<void> {
    if (prerequisites.length === 0) return;
    const rows = await tx.find(CourseSchema, { select: { id: true, content: true }, take: MOST_COURSES });
    const before = new Map(rows.map((row) => [row.id, row.content.prerequisites]));
    const circle = circleFrom(id, prerequisites, (courseId) => before.get(courseId) ?? []);
    if (circle) throw new CoursesInACircle(`They would come before each other: ${circle.join(', ')}.`);
  }

  async #keep(tx: EntityManager, { id: courseId, version, content }: CourseRow, createdBy: string, createdAt: Date) {
    await insertRows(tx, CourseVersionSchema, [{ courseId, version, content, createdBy, createdAt }]);
  }
}

function rowOf(content: CourseBody) {
  return { title: content.title, micro: content.micro, content };
}
