import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { CourseUnit } from './course-units.js';
import * as refuse from './enrolment.errors.js';
import type { EnrolmentEvent } from './enrolment.events.js';

export type EnrolmentStatus = 'assigned' | 'begun' | 'completed' | 'withdrawn';

/** Why somebody is to take a course. */
export interface Origin {
  readonly kind: 'hand' | 'failed-item' | 'joined-team' | 'certificate-expiring' | 'idle-time' | 'self';
  /** Who, or which rule. */
  readonly by: string;
  /** Of a failed item: what it was failed in, and its key. */
  readonly evaluationId?: string;
  readonly itemKey?: string;
}

export interface UnitProgress {
  readonly status: 'begun' | 'done';
  /** Of a video, as far as it was watched. */
  readonly seconds: number;
  /** Of a quiz or a package, in percent. */
  readonly score: number | null;
  /** ISO-8601. */
  readonly at: string;
}

export interface NewEnrolment {
  readonly id: string;
  readonly courseId: string;
  readonly courseVersion: number;
  readonly personId: string;
  readonly units: readonly CourseUnit[];
  readonly inOrder: boolean;
  readonly origin: Origin;
  readonly dueAt: Date | null;
}

const DAY_MS = 86_400_000;
/** Days before it is due on which people are reminded, and how often once it was due. */
const REMIND_BEFORE = [3, 1];
const AGAIN_AFTER_DAYS = 7;
/** How much of a video is to be watched. */
const WATCHED = 0.9;

/** Somebody who is to take a version of a course. */
export class Enrolment extends AggregateRoot<EnrolmentEvent> {
  readonly courseId!: string;
  readonly courseVersion!: number;
  readonly personId!: string;
  readonly units!: readonly CourseUnit[];
  readonly inOrder!: boolean;
  readonly origin!: Origin;
  readonly evaluationId!: string | null;
  readonly dueAt!: Date | null;
  private status!: EnrolmentStatus;
  private progress!: Record<string, UnitProgress>;
  /** When somebody is reminded next; null: no more. */
  private remindAt!: Date | null;
  /** One at a time of a person in a course. */
  protected openKey!: string | null;
  protected overdue!: boolean;
  protected completedAt!: Date | null;

  private constructor() {
    super();
  }

  static assign(input: NewEnrolment, now: Date): Enrolment {
    const enrolment = new Enrolment();
    Object.assign(enrolment, { ...input, evaluationId: input.origin.evaluationId ?? null, assignedAt: now });
    enrolment.status = 'assigned';
    enrolment.progress = {};
    enrolment.openKey = `${input.courseId}:${input.personId}`;
    enrolment.overdue = false;
    enrolment.completedAt = null;
    enrolment.remindAt = nextReminder(input.dueAt, now);
    enrolment.record({ type: 'enrolment-assigned', at: now });
    return enrolment;
  }

  /** Exams that are waited for: an enrolment is found by them. */
  get openExams(): string[] {
    return this.isOver
      ? []
      : this.units.flatMap((unit) => (unit.kind === 'quiz' && !this.isDone(unit.id) ? [unit.examId] : []));
  }

  unitOf<Kind extends CourseUnit['kind']>(unitId: string, kind: Kind): Extract<CourseUnit, { kind: Kind }> {
    const unit = this.units.find(({ id }) => id === unitId);
    if (!unit) throw new refuse.UnitUnknown('The course has no such unit.', { unitId });
    if (unit.kind !== kind)
      throw new refuse.UnitOfAnotherKind(`This is a ${unit.kind}.`, { facts: { kind: unit.kind } });
    return unit as Extract<CourseUnit, { kind: Kind }>;
  }

  /** @param missing courses to be completed before, and not yet completed */
  read(unitId: string, by: string, missing: readonly string[], now: Date): void {
    this.refuseWork(unitId, by, missing);
    this.unitOf(unitId, 'document');
    this.done(unitId, null, now);
  }

  /** Up to this second without leaving any out; what was watched before stays watched. */
  watch(unitId: string, seconds: number, by: string, missing: readonly string[], now: Date): void {
    this.refuseWork(unitId, by, missing);
    const unit = this.unitOf(unitId, 'video');
    const watched = Math.max(this.progress[unitId]?.seconds ?? 0, Math.min(seconds, unit.seconds));
    this.begin(unitId, watched, now);
    if (watched >= unit.seconds * WATCHED) this.done(unitId, null, now);
  }

  /** Before a package is shown. */
  launch(unitId: string, by: string, missing: readonly string[], now: Date): void {
    this.refuseWork(unitId, by, missing);
    this.unitOf(unitId, 'scorm');
    this.begin(unitId, 0, now);
  }

  /** What a package says of itself. */
  report(unitId: string, outcome: { isDone: boolean; score: number | null }, now: Date): void {
    this.unitOf(unitId, 'scorm');
    if (this.isOver || this.isDone(unitId) || !outcome.isDone) return;
    this.done(unitId, outcome.score, now);
  }

  /** The result of an exam is there; one that was not passed may be tried again. */
  examPassed(examId: string, percent: number, now: Date): void {
    if (this.isOver) return;
    for (const unit of this.units)
      if (unit.kind === 'quiz' && unit.examId === examId && !this.isDone(unit.id)) this.done(unit.id, percent, now);
  }

  remind(now: Date): void {
    if (this.isOver || !this.remindAt || now < this.remindAt || !this.dueAt) return;
    this.overdue = now >= this.dueAt;
    this.remindAt = nextReminder(this.dueAt, now);
    this.record({ type: 'enrolment-reminded', dueAt: this.dueAt, overdue: this.overdue, at: now });
  }

  withdraw(by: string, now: Date): void {
    if (this.isOver) throw new refuse.EnrolmentOver(`It is ${this.status}.`, { facts: { status: this.status } });
    this.close('withdrawn');
    this.record({ type: 'enrolment-withdrawn', by, at: now });
  }

  /** There is no reason for it any more; what was begun goes on. */
  withdrawUnbegun(by: string, now: Date): void {
    if (this.status === 'assigned') this.withdraw(by, now);
  }

  private get isOver(): boolean {
    return this.status === 'completed' || this.status === 'withdrawn';
  }

  private isDone(unitId: string): boolean {
    return this.progress[unitId]?.status === 'done';
  }

  private begin(unitId: string, seconds: number, now: Date): void {
    if (this.status === 'assigned') this.status = 'begun';
    if (this.isDone(unitId)) return;
    const begun = { status: 'begun' as const, seconds, score: null, at: now.toISOString() };
    this.progress = { ...this.progress, [unitId]: begun };
  }

  private done(unitId: string, score: number | null, now: Date): void {
    if (this.isDone(unitId)) return;
    const seconds = this.progress[unitId]?.seconds ?? 0;
    this.progress = { ...this.progress, [unitId]: { status: 'done', seconds, score, at: now.toISOString() } };
    this.status = 'begun';
    this.record({ type: 'enrolment-unit-done', unitId, score, at: now });
    if (!this.units.every(({ id }) => this.isDone(id))) return;
    this.close('completed');
    this.completedAt = now;
    this.record({ type: 'enrolment-completed', at: now });
  }

  private close(status: 'completed' | 'withdrawn'): void {
    this.status = status;
    this.openKey = this.remindAt = null;
  }

  private refuseWork(unitId: string, by: string, missing: readonly string[]): void {
    if (by !== this.personId) throw new refuse.NotTheLearner('This is the course of somebody else.');
    if (this.status === 'withdrawn') throw new refuse.EnrolmentOver('It was withdrawn.', { id: this.id });
    const offending = missing.map((courseId) => ({ field: 'prerequisites', message: `Complete ${courseId} first.` }));
    if (missing.length > 0) throw new refuse.PrerequisiteMissing('Other courses come before.', { offending });
    const at = this.units.findIndex(({ id }) => id === unitId);
    const isEarly = this.inOrder && this.units.slice(0, Math.max(at, 0)).some(({ id }) => !this.isDone(id));
    if (isEarly) throw new refuse.UnitTooEarly('The units come one after the other.', { unitId });
  }
}

/** The next of the days before it is due; then when it is due, and every week from there. */
function nextReminder(dueAt: Date | null, now: Date): Date | null {
  if (!dueAt) return null;
  const due = dueAt.getTime();
  const before = REMIND_BEFORE.map((days) => due - days * DAY_MS);
  const weeks = Math.max(0, Math.floor((now.getTime() - due) / (AGAIN_AFTER_DAYS * DAY_MS)) + 1);
  const next = [...before, due].find((at) => at > now.getTime());
  return new Date(next ?? due + weeks * AGAIN_AFTER_DAYS * DAY_MS);
}
