import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { CourseRow } from '../course/course.schema.js';
import { Courses } from '../course/courses.js';
import { LearningPaths } from '../course/learning-paths.js';
import { Enrolment, type Origin } from '../domain/enrolment.aggregate.js';
import { Enrolments } from '../domain/enrolment.repository.js';

/** A course, or all of a path. */
export interface Wanted {
  readonly courseId: string | null;
  readonly pathId: string | null;
}

/** Who is to take what. */
@Injectable()
export class Assigning {
  constructor(
    private readonly enrolments: Enrolments,
    private readonly courses: Courses,
    private readonly paths: LearningPaths,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Who has a course to take already keeps that; an evaluation leads to a course once. Ids of what was assigned.
   * @throws CourseNotFound, CourseRetired, LearningPathNotFound
   */
  async assign(wanted: Wanted, people: readonly string[], origin: Origin, dueAt: Date | null): Promise<string[]> {
    const courses = await this.coursesOf(wanted);
    return this.database.transaction(async () => {
      const assigned: string[] = [];
      for (const personId of people)
        for (const course of courses) {
          if (await this.#hasIt(course.id, personId, origin)) continue;
          assigned.push(await this.#assignOne(course, personId, origin, dueAt));
        }
      return assigned;
    });
  }

  /** @throws CourseNotFound, CourseRetired, LearningPathNotFound */
  async coursesOf({ courseId, pathId }: Wanted): Promise<CourseRow[]> {
    const ofPath = pathId === null ? [] : (await this.paths.get(pathId)).courseIds;
    return this.courses.require([...(courseId === null ? [] : [courseId]), ...ofPath]);
  }

  async #hasIt(courseId: string, personId: string, { evaluationId }: Origin): Promise<boolean> {
    if (await this.enrolments.isOpen(courseId, personId)) return true;
    return evaluationId !== undefined && this.enrolments.hasLedTo(evaluationId, courseId);
  }

  async #assignOne({ id, version, content }: CourseRow, personId: string, origin: Origin, dueAt: Date | null) {
    const now = this.clock.now();
    const { units, inOrder } = content;
    const about = { id: newId(now), courseId: id, courseVersion: version, personId, units, inOrder, origin, dueAt };
    await this.enrolments.add(Enrolment.assign(about, now));
    return about.id;
  }
}
