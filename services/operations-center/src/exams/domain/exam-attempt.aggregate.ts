import { AggregateRoot } from '#libs/kernel/aggregate-root';
import * as refuse from './exam-attempt.errors.js';
import type { ExamAttemptEvent, Proctored } from './exam-attempt.events.js';
import type { Appeal, AttemptStatus, Candidate, FormerResult, NewAttempt, SavedAnswer } from './exam-attempt-record.js';
import type { ExamRules, ExamTerms, Grade, PaperQuestion } from './exam-rules.js';
import { automaticMarks, refuseOutside, withMark, type Marks } from './marks.js';

/** Signs that are kept of one attempt; what comes after is not counted any more. */
const MOST_SIGNS = 500;

/** Somebody's try at an exam, by the clock of the server. */
export class ExamAttempt extends AggregateRoot<ExamAttemptEvent> {
  readonly examId!: string;
  readonly candidateId!: string;
  readonly seed!: number;
  readonly terms!: ExamTerms;
  readonly questions!: readonly PaperQuestion[];
  private device!: string;
  private status!: AttemptStatus;
  private deadlineAt!: Date;
  /** When it ends by itself; null: it has ended. */
  private dueAt!: Date | null;
  /** One at a time of a candidate in an exam. */
  protected liveKey!: string | null;
  private answers!: Record<string, SavedAnswer>;
  private signs!: Partial<Record<Proctored, number>>;
  protected handedInAt!: Date | null;
  protected handedInBy!: 'candidate' | 'deadline' | null;
  private marks!: Marks;
  private result!: Grade | null;
  private releasedAt!: Date | null;
  private history!: FormerResult[];
  private appeal!: Appeal | null;

  private constructor() {
    super();
  }

  /** It ends in time for the exam's own end. */
  static begin({ closesAt, ...input }: NewAttempt, now: Date): ExamAttempt {
    const attempt = new ExamAttempt();
    const { minutes, graceSeconds } = input.terms;
    const ends = Math.min(now.getTime() + minutes * 60_000, closesAt?.getTime() ?? Infinity);
    Object.assign(attempt, { ...input, startedAt: now, deadlineAt: new Date(ends) });
    attempt.dueAt = new Date(ends + graceSeconds * 1_000);
    attempt.status = 'running';
    attempt.liveKey = `${input.examId}:${input.candidateId}`;
    attempt.answers = {};
    attempt.signs = {};
    attempt.marks = {};
    attempt.history = [];
    attempt.handedInAt = attempt.handedInBy = attempt.result = attempt.releasedAt = attempt.appeal = null;
    attempt.record({ type: 'exam-attempt-begun', at: now });
    return attempt;
  }

  /** Questions that people have to mark, and who has. */
  get toMark(): readonly { questionId: string; by: readonly string[] }[] {
    if (this.status !== 'handed-in') return [];
    return this.questions.flatMap(({ questionId }) => {
      const { points, given } = this.marks[questionId]!;
      return points === null ? [{ questionId, by: given.map(({ by }) => by) }] : [];
    });
  }

  secondsLeft(now: Date): number {
    if (this.status !== 'running') return 0;
    return Math.max(0, Math.ceil((this.deadlineAt.getTime() - now.getTime()) / 1_000));
  }

  /** After a cut, or on another device: from now on only this one saves. */
  resume(by: string, device: string, now: Date): void {
    this.refuseOthers(by);
    this.refuseOver(now);
    if (device !== this.device) this.sign('second-device', null, now);
    this.device = device;
    this.record({ type: 'exam-attempt-resumed', at: now });
  }

  /**
   * Safe to repeat: what comes again, or late, changes nothing.
   * @returns whether it was new
   */
  save(questionId: string, { answer, sequence }: Omit<SavedAnswer, 'at'>, by: Candidate, now: Date): boolean {
    this.refuseOthers(by.id);
    this.refuseOver(now);
    this.question(questionId);
    if (by.device !== this.device)
      throw new refuse.ExamAttemptElsewhere('It goes on on another device.', { id: this.id });
    const known = this.answers[questionId];
    if (known && known.sequence >= sequence) return false;
    this.answers = { ...this.answers, [questionId]: { answer, sequence, at: now.toISOString() } };
    return true;
  }

  /** What the candidate's device tells of; it does not end the attempt. */
  note(what: Proctored, questionId: string | null, by: string, now: Date): void {
    this.refuseOthers(by);
    this.refuseOver(now);
    this.sign(what, questionId, now);
  }

  handIn(by: string, rules: ExamRules, now: Date): void {
    this.refuseOthers(by);
    this.refuseOver(now);
    this.end('candidate', rules, now);
  }

  /** Its time is up; what was saved counts. */
  runOut(rules: ExamRules, now: Date): void {
    if (this.status === 'running' && this.dueAt && now > this.dueAt) this.end('deadline', rules, now);
  }

  /** By somebody who sees neither who wrote it nor what others gave. */
  markQuestion(questionId: string, points: number, comment: string, by: string, rules: ExamRules, now: Date): void {
    if (this.status !== 'handed-in') throw new refuse.NothingToMark('There is nothing to mark.', { id: this.id });
    if (by === this.candidateId) throw new refuse.MarkerNotAllowed('Nobody marks their own answers.');
    const question = this.question(questionId);
    const given = { by, points, comment, at: now.toISOString() };
    const mark = withMark(this.marks[questionId]!, given, question, this.terms, rules);
    this.marks = { ...this.marks, [questionId]: mark };
    this.record({ type: 'exam-question-marked', questionId, by, points, at: now });
    this.gradeWhenMarked(rules, now);
  }

  release(by: string, now: Date): void {
    if (this.status === 'released') return;
    if (this.status !== 'marked' || !this.result)
      throw new refuse.ExamNotMarked('It is not marked yet.', { facts: { status: this.status } });
    this.status = 'released';
    this.releasedAt = now;
    this.tell(by, this.result, now);
  }

  /** Once, and soon enough. */
  complain(reason: string, questionIds: readonly string[], by: string, now: Date): void {
    this.refuseOthers(by);
    if (!this.releasedAt) throw new refuse.ExamNotReleased('There is no result yet.', { id: this.id });
    if (this.appeal) throw new refuse.AppealMade('An appeal was made already.', { id: this.id });
    if (now.getTime() > this.releasedAt.getTime() + this.terms.appealDays * 86_400_000)
      throw new refuse.AppealTooLate('It is too late for an appeal.', { facts: { days: this.terms.appealDays } });
    for (const questionId of questionIds) this.question(questionId);
    this.appeal = { reason, questionIds, at: now.toISOString(), outcome: null, decidedBy: null, answer: null };
    this.record({ type: 'exam-appeal-made', questionIds, at: now });
  }

  /** By somebody who has not marked it. What was before stays readable. @param points of questions; none: all stays as it was */
  decideAppeal(
    points: Readonly<Record<string, number>>,
    answer: string,
    by: string,
    rules: ExamRules,
    now: Date,
  ): void {
    if (!this.appeal || this.appeal.outcome !== null || !this.result)
      throw new refuse.NoOpenAppeal('There is no open appeal.', { id: this.id });
    const marked = Object.values(this.marks).flatMap(({ given }) => given.map((mark) => mark.by));
    if (by === this.candidateId || marked.includes(by))
      throw new refuse.MarkerNotAllowed('Who has marked it does not decide about it.', { id: this.id });
    const before = this.result;
    const outcome = this.remark(points, answer, by, now) ? 'changed' : 'upheld';
    this.appeal = { ...this.appeal, outcome, decidedBy: by, answer };
    if (outcome === 'changed') this.result = this.graded(rules);
    this.record({ type: 'exam-appeal-decided', by, outcome, before, result: this.result, at: now });
    if (outcome === 'changed') this.tell(by, this.result, now);
  }

  private remark(points: Readonly<Record<string, number>>, comment: string, by: string, now: Date): boolean {
    const next = Object.entries(points).filter(([questionId, value]) => {
      refuseOutside(value, this.question(questionId).points);
      return this.marks[questionId]!.points !== value;
    });
    if (next.length === 0) return false;
    this.history = [...this.history, { result: this.result!, marks: this.marks, until: now.toISOString() }];
    const changed = next.map(([questionId, value]) => {
      const mark = this.marks[questionId]!;
      const given = [...mark.given, { by, points: value, comment, at: now.toISOString() }];
      return [questionId, { ...mark, given, points: value }] as const;
    });
    this.marks = { ...this.marks, ...Object.fromEntries(changed) };
    return true;
  }

  private end(by: 'candidate' | 'deadline', rules: ExamRules, now: Date): void {
    this.status = 'handed-in';
    this.dueAt = this.liveKey = null;
    this.handedInAt = now;
    this.handedInBy = by;
    this.marks = automaticMarks(this.questions, (id) => this.answers[id]?.answer ?? null, rules);
    this.record({ type: 'exam-attempt-handed-in', by, at: now });
    this.gradeWhenMarked(rules, now);
  }

  private gradeWhenMarked(rules: ExamRules, now: Date): void {
    if (this.toMark.length > 0) return;
    this.status = 'marked';
    this.result = this.graded(rules);
    this.record({ type: 'exam-attempt-marked', result: this.result, at: now });
    if (this.terms.release === 'automatic') this.release('exam', now);
  }

  private graded(rules: ExamRules): Grade {
    const marked = this.questions.map(({ questionId, points: possible, fatal }) => {
      return { points: this.marks[questionId]!.points ?? 0, possible, fatal };
    });
    return rules.grade(marked, this.terms.passPercent);
  }

  private tell(by: string, result: Grade, now: Date): void {
    const revision = this.history.length + 1;
    this.record({ type: 'exam-attempt-released', by, result, revision, at: now });
  }

  private sign(what: Proctored, questionId: string | null, now: Date): void {
    const counted = Object.values(this.signs).reduce((sum, count) => sum + count, 0);
    if (counted >= MOST_SIGNS) return;
    this.signs = { ...this.signs, [what]: (this.signs[what] ?? 0) + 1 };
    this.record({ type: 'exam-attempt-proctored', what, questionId, at: now });
  }

  private question(questionId: string): PaperQuestion {
    const found = this.questions.find((each) => each.questionId === questionId);
    if (!found) throw new refuse.QuestionNotInPaper('The paper has no such question.', { questionId });
    return found;
  }

  private refuseOthers(by: string): void {
    if (by !== this.candidateId) throw new refuse.NotTheCandidate('This is the attempt of somebody else.');
  }

  private refuseOver(now: Date): void {
    if (this.status !== 'running' || !this.dueAt || now > this.dueAt)
      throw new refuse.ExamAttemptOver('The attempt is over.', { facts: { status: this.status } });
  }
}
