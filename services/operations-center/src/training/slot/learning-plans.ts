import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import { LearningTimes } from '../../rostering/learning/learning-times.api.js';
import { PublishedRosters } from '../../rostering/rostering.api.js';
import { Courses } from '../course/courses.js';
import { minutesLeft, piecesOf } from '../domain/learning-need.js';
import { Enrolments } from '../domain/enrolment.repository.js';
import { EnrolmentSchema, type EnrolmentRow } from '../infra/enrolment.schema.js';
import { PlannedCourseSchema, type PlannedCourseRow } from './planned-course.schema.js';

const MINUTE_MS = 60_000;

type Wanted = Pick<PlannedCourseRow, 'enrolmentId' | 'courseId' | 'personId' | 'dueAt'>;
interface Slot {
  readonly course: string;
  readonly from: Date;
  readonly to: Date;
}

/** Time in the roster for what people are to learn until a day. */
@Injectable()
export class LearningPlans {
  constructor(
    private readonly database: Database,
    private readonly times: LearningTimes,
    private readonly rosters: PublishedRosters,
    private readonly courses: Courses,
    private readonly enrolments: Enrolments,
    private readonly clock: Clock,
  ) {}

  async want(wanted: Wanted): Promise<void> {
    const row = { ...wanted, lookAt: this.clock.now(), missingMinutes: 0 };
    await this.database.transaction(async (tx) => {
      await tx.delete(PlannedCourseSchema, { enrolmentId: wanted.enrolmentId });
      await insertRows(tx, PlannedCourseSchema, [row]);
    });
  }

  /** It is over: the time that was left for it is work again. */
  async forget({ enrolmentId, courseId, personId }: Omit<Wanted, 'dueAt'>): Promise<void> {
    await this.database.transaction((tx) => tx.delete(PlannedCourseSchema, { enrolmentId }));
    await this.times.release(personId, courseId, this.clock.now());
  }

  /** Their schedules are others: it is looked again whether there is time. */
  async scheduled(personIds: readonly string[]): Promise<void> {
    if (personIds.length === 0) return;
    const lookAt = this.clock.now();
    await this.database.transaction((tx) =>
      tx.update(PlannedCourseSchema, { personId: In([...personIds]) }, { lookAt }),
    );
  }

  /** Those it is to be looked at now, the longest first. */
  async due(atMost: number): Promise<PlannedCourseRow[]> {
    const options = { where: { lookAt: LessThanOrEqual(this.clock.now()) }, take: atMost } as const;
    const order = { lookAt: 'ASC', enrolmentId: 'ASC' } as const;
    return (await this.database.reader()).find(PlannedCourseSchema, { ...options, order });
  }

  /** Safe to repeat: what has its time already keeps it. Nothing is planned beyond the day it is due. */
  async look({ enrolmentId, lookAt: seen, dueAt }: PlannedCourseRow): Promise<void> {
    const enrolment = await (await this.database.reader()).findOneBy(EnrolmentSchema, { id: enrolmentId });
    const now = this.clock.now();
    if (!enrolment?.openKey || dueAt <= now) return this.#settle(enrolmentId, seen, { lookAt: null });
    const slots = await this.#slots(enrolment.personId, now, dueAt);
    const { content } = await this.courses.get(enrolment.courseId);
    const own = slots.filter(({ course }) => course === enrolment.courseId);
    const planned = own.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()) / MINUTE_MS, 0);
    const course = { id: enrolment.courseId, title: content.title };
    const from = await this.#earliest(enrolment, content.prerequisites, slots, now);
    let missingMinutes = 0;
    for (const minutes of piecesOf(minutesLeft(content.minutes, enrolment), planned)) {
      const slot = await this.times.place({ agentId: enrolment.personId, course, minutes, from, to: dueAt });
      if (slot) own.push({ course: course.id, ...slot });
      else missingMinutes += minutes;
    }
    const ends = own.map(({ to }) => to).sort((a, b) => a.getTime() - b.getTime());
    await this.#settle(enrolmentId, seen, { lookAt: ends[0] ?? null, missingMinutes });
  }

  /** Behind what comes before and is not completed yet. */
  async #earliest(enrolment: EnrolmentRow, prerequisites: readonly string[], slots: readonly Slot[], now: Date) {
    const completed = await this.enrolments.completed(prerequisites, enrolment.personId);
    const before = slots.filter(({ course }) => prerequisites.includes(course) && !completed.has(course));
    return new Date(Math.max(now.getTime(), ...before.map(({ to }) => to.getTime())));
  }

  async #slots(personId: string, from: Date, to: Date): Promise<Slot[]> {
    const activities = await this.rosters.activities([personId], from, to);
    return activities.flatMap((each) => (each.course ? [{ ...each, course: each.course.id }] : []));
  }

  /** Unless their schedule was changed meanwhile: then it is looked once more. */
  async #settle(enrolmentId: string, seen: Date | null, next: Partial<PlannedCourseRow>): Promise<void> {
    await this.database.transaction((tx) =>
      tx.update(PlannedCourseSchema, { enrolmentId, ...(seen && { lookAt: seen }) }, next),
    );
  }
}
