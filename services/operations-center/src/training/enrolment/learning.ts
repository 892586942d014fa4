import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { Courses } from '../course/courses.js';
import type { Enrolment } from '../domain/enrolment.aggregate.js';
import { Enrolments } from '../domain/enrolment.repository.js';

/** What learners do with what they were assigned. */
@Injectable()
export class Learning {
  constructor(
    private readonly enrolments: Enrolments,
    private readonly courses: Courses,
    private readonly clock: Clock,
  ) {}

  read(id: string, unitId: string, by: string): Promise<void> {
    return this.#work(id, (enrolment, missing, now) => enrolment.read(unitId, by, missing, now));
  }

  watch(id: string, unitId: string, seconds: number, by: string): Promise<void> {
    return this.#work(id, (enrolment, missing, now) => enrolment.watch(unitId, seconds, by, missing, now));
  }

  launch(id: string, unitId: string, by: string): Promise<void> {
    return this.#work(id, (enrolment, missing, now) => enrolment.launch(unitId, by, missing, now));
  }

  withdraw(id: string, by: string): Promise<void> {
    return this.enrolments.update(id, (enrolment) => enrolment.withdraw(by, this.clock.now()));
  }

  async #work(id: string, work: (enrolment: Enrolment, missing: readonly string[], now: Date) => void): Promise<void> {
    const { courseId, courseVersion, personId } = await this.enrolments.get(id);
    const { prerequisites } = await this.courses.version(courseId, courseVersion);
    const completed = await this.enrolments.completed(prerequisites, personId);
    const missing = prerequisites.filter((each) => !completed.has(each));
    await this.enrolments.update(id, (enrolment) => work(enrolment, missing, this.clock.now()));
  }
}
