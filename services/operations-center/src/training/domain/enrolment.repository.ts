import { Repository } from '#libs/kernel/repository';
import type { Enrolment } from './enrolment.aggregate.js';

export abstract class Enrolments extends Repository<Enrolment> {
  /** Whether somebody is to take a course already. */
  abstract isOpen(courseId: string, personId: string): Promise<boolean>;
  /** Of these courses those that somebody has completed. */
  abstract completed(courseIds: readonly string[], personId: string): Promise<ReadonlySet<string>>;
  /** Ids of those that wait for an exam of somebody. */
  abstract waitingFor(examId: string, personId: string): Promise<string[]>;
  /** Whether an evaluation has led somebody to a course that was not withdrawn. */
  abstract hasLedTo(evaluationId: string, courseId: string): Promise<boolean>;
  /** What was assigned because of an evaluation and is not begun, with the items it was for. */
  abstract unbegunOf(evaluationId: string): Promise<{ readonly id: string; readonly itemKey: string | undefined }[]>;
  /** Ids of those to be reminded of now, the longest first. */
  abstract toRemind(now: Date, atMost: number): Promise<string[]>;
}
