import type { EvaluatedSubject } from '#libs/contracts/operations-center/quality-events';
import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { Answers } from '#libs/quality-rules/scorecard/form';
import { appealsSince, nextAppeal, openAppeal, refuseInvolved } from './appeal.js';
import type { Commission } from './commission.js';
import { hundredths, isWorse, NOT_JUDGED } from './evaluation-record.js';
import type { Appeal, EvaluationState, ItemNote, Origin, Revision, Verdict } from './evaluation-record.js';
import { EvaluationNotThere, EvaluationNotYours } from './evaluation.errors.js';
import type { EvaluationEvent } from './evaluation.events.js';

/** The judgement of a finished call, chat or ticket. */
export class Evaluation extends AggregateRoot<EvaluationEvent> {
  readonly subjectKind!: EvaluatedSubject['kind'];
  readonly subjectId!: string;
  readonly agentId!: string | null;
  readonly scorecardId!: string;
  readonly scorecardVersion!: number;
  readonly origin!: Origin;
  readonly twinId!: string | null;
  readonly channel!: string;
  readonly finishedAt!: Date;
  readonly teamId!: string | null;
  readonly drawId!: string | null;
  inspectorId!: string | null;
  /** Of the last appeal. */
  reviewerId!: string | null;
  state!: EvaluationState;
  answers!: Answers;
  notes!: readonly ItemNote[];
  revisions!: readonly Revision[];
  appeals!: readonly Appeal[];
  score!: number | null;
  passed!: boolean | null;
  fatalMissed!: boolean | null;
  /** By when it is to be judged, may be appealed, or is to be reviewed; null: nothing is awaited. */
  dueAt!: Date | null;
  /** When whoever it lies with is told that it is late; null: they were, or nobody is awaited. */
  remindAt!: Date | null;
  submittedAt!: Date | null;
  releasedAt!: Date | null;

  /** Rows are loaded through it: it checks nothing. */
  private constructor() {
    super();
  }

  /** @param inspectorId null: somebody is still to be found */
  static assign(id: string, commission: Commission, inspectorId: string | null, now: Date): Evaluation {
    const evaluation = Evaluation.#of(id, commission);
    Object.assign(evaluation, { inspectorId, state: 'assigned' });
    evaluation.record({ type: 'evaluation-assigned', inspectorId, at: now });
    return evaluation;
  }

  /** Judged by what was measured, and released at once. */
  static computed(id: string, commission: Commission, verdict: Verdict, appealBy: Date, now: Date): Evaluation {
    const evaluation = Evaluation.#of(id, commission);
    evaluation.inspectorId = null;
    evaluation.submittedAt = now;
    evaluation.#revise('submitted', 'system', null, verdict, now);
    evaluation.release(appealBy, now);
    return evaluation;
  }

  static #of(id: string, { subject: { kind, id: subjectId }, ...commission }: Commission): Evaluation {
    const evaluation = new Evaluation();
    Object.assign(evaluation, { id, subjectKind: kind, subjectId, ...commission, ...NOT_JUDGED });
    const { dueAt: remindAt } = commission;
    return Object.assign(evaluation, { reviewerId: null, submittedAt: null, releasedAt: null, remindAt });
  }

  /** What counts; undefined: nothing was judged yet. */
  get verdict(): Revision | undefined {
    return this.revisions.at(-1);
  }

  /** For another judgement of the same. */
  get commission(): Commission {
    const { subjectKind: kind, subjectId, agentId, teamId, channel, finishedAt, dueAt } = this;
    const { scorecardId, scorecardVersion, origin, drawId, twinId } = this;
    const about = { subject: { kind, id: subjectId }, agentId, teamId, channel, finishedAt, dueAt };
    return { ...about, scorecardId, scorecardVersion, origin, drawId, twinId };
  }

  save(answers: Answers, notes: readonly ItemNote[], by: string, now: Date): void {
    this.#requireInspector(by);
    this.answers = answers;
    this.notes = notes;
    this.record({ type: 'evaluation-saved', by, at: now });
  }

  /** @param verdict of the answers as saved, which are complete */
  submit(verdict: Verdict, by: string, now: Date): void {
    this.#requireInspector(by);
    this.state = 'submitted';
    this.submittedAt = now;
    this.dueAt = this.remindAt = null;
    this.#revise('submitted', by, null, verdict, now);
    this.record({ type: 'evaluation-submitted', by, at: now });
  }

  /** The other one counts. */
  setAside(now: Date): void {
    this.#require('submitted');
    this.state = 'set-aside';
    this.record({ type: 'evaluation-set-aside', at: now });
  }

  /** The agent can read it now. What nobody worked on is final at once. @param appealBy until when they can appeal */
  release(appealBy: Date, now: Date): void {
    this.state = this.agentId === null ? 'closed' : 'released';
    this.dueAt = this.agentId === null ? null : appealBy;
    this.remindAt = null;
    this.releasedAt = now;
    this.record({ type: 'evaluation-released', at: now });
  }

  acknowledge(by: string, now: Date): void {
    this.#requireAgent(by);
    this.#require('released');
    this.state = 'acknowledged';
    this.dueAt = null;
    this.record({ type: 'evaluation-acknowledged', by, at: now });
  }

  /** @throws AppealTooLate, AppealExhausted */
  appeal(by: string, reason: string, items: readonly string[], reviewDueAt: Date, now: Date): void {
    this.#requireAgent(by);
    this.#require('released');
    const since = appealsSince(this.appeals, this.releasedAt!);
    const appeal = nextAppeal(since, { by, reason, items, reviewDueAt }, this.dueAt!, now);
    this.appeals = [...this.appeals, appeal];
    this.reviewerId = null;
    this.state = 'appealed';
    this.dueAt = this.remindAt = reviewDueAt;
    this.record({ type: 'evaluation-appealed', by, instance: appeal.instance, reviewDueAt, at: now });
  }

  /** @param others who lead the agent, and who judged the same @throws ReviewerInvolved */
  assignReview(reviewerId: string, others: readonly string[], by: string, now: Date): void {
    const open = openAppeal(this.appeals);
    refuseInvolved(reviewerId, this.#involved(others), this.appeals);
    this.#replaceLast({ ...open, reviewerId });
    this.reviewerId = reviewerId;
    this.remindAt = this.dueAt;
    this.record({ type: 'evaluation-review-assigned', by, reviewerId, at: now });
  }

  /** @param verdict null: it stays as it is @param appealBy the second instance decides for good */
  decide(by: string, remark: string, verdict: Verdict | null, appealBy: Date, now: Date): void {
    const open = openAppeal(this.appeals);
    if (open.reviewerId !== by) throw new EvaluationNotYours('Only its reviewer decides.', { id: this.id });
    const outcome = verdict === null ? 'upheld' : 'changed';
    this.#replaceLast({ ...open, decision: { by, at: now.toISOString(), outcome, remark } });
    if (verdict !== null) this.#revise('appeal', by, remark, verdict, now);
    const isFinal = open.instance === 2;
    this.state = isFinal ? 'closed' : 'released';
    this.dueAt = isFinal ? null : appealBy;
    this.remindAt = null;
    this.record({ type: 'evaluation-appeal-decided', by, instance: open.instance, outcome, at: now });
  }

  /**
   * After its release, by who oversees it; what it was stays readable. What is worse for the agent is released anew: both instances are
   * there for it, whatever was accepted or decided before.
   */
  rescore(by: string, remark: string, verdict: Verdict, appealBy: Date, now: Date): void {
    this.#require('released', 'acknowledged', 'closed');
    this.#refuseAgent(by);
    const before = this.verdict;
    this.#revise('rescored', by, remark, verdict, now);
    if (before && isWorse(verdict.judged, before.judged)) this.release(appealBy, now);
  }

  reassign(inspectorId: string, now: Date): void {
    this.#require('assigned');
    this.inspectorId = inspectorId;
    this.remindAt = this.dueAt;
    this.answers = {};
    this.notes = [];
    this.record({ type: 'evaluation-assigned', inspectorId, at: now });
  }

  /** It counts no more. Of two who judge the same both go on until it is settled. */
  retract(by: string, now: Date): void {
    this.#refuseAgent(by);
    if (this.twinId !== null) this.#require('released', 'acknowledged', 'appealed', 'closed');
    this.state = 'retracted';
    this.dueAt = this.remindAt = null;
    this.record({ type: 'evaluation-retracted', by, at: now });
  }

  /** Tells whoever it lies with that it is late, each of them once. */
  remind(now: Date): void {
    if (this.remindAt === null || this.remindAt > now) return;
    this.remindAt = null;
    this.record({ type: 'evaluation-overdue', dueAt: this.dueAt!, at: now });
  }

  /** The time for an appeal is over. */
  close(now: Date): void {
    if (this.state !== 'released' || this.dueAt === null || this.dueAt > now) return;
    this.state = 'closed';
    this.dueAt = null;
    this.record({ type: 'evaluation-closed', at: now });
  }

  #involved(others: readonly string[]): ReadonlySet<string> {
    const judged = this.revisions.map(({ by }) => by);
    return new Set([...judged, ...others, this.inspectorId ?? '', this.agentId ?? '']);
  }

  #revise(why: Revision['why'], by: string, remark: string | null, { answers, judged }: Verdict, now: Date): void {
    const number = this.revisions.length + 1;
    this.revisions = [...this.revisions, { number, why, by, at: now.toISOString(), remark, answers, judged }];
    this.answers = answers;
    this.score = hundredths(judged.total);
    this.passed = judged.passed;
    this.fatalMissed = judged.fatalMissed;
    if (number > 1) this.record({ type: 'evaluation-rescored', by, revision: number, at: now });
  }

  #replaceLast(appeal: Appeal): void {
    this.appeals = [...this.appeals.slice(0, -1), appeal];
  }

  #requireInspector(by: string): void {
    this.#require('assigned');
    if (by !== this.inspectorId) throw new EvaluationNotYours('Only its inspector judges.', { id: this.id });
  }

  #requireAgent(by: string): void {
    if (by !== this.agentId) throw new EvaluationNotYours('It is about somebody else.', { id: this.id });
  }

  #refuseAgent(by: string): void {
    if (by === this.agentId)
      throw new EvaluationNotYours('Nobody changes what is said of themselves.', { id: this.id });
  }

  #require(...states: EvaluationState[]): void {
    if (!states.includes(this.state))
      throw new EvaluationNotThere(`It is ${this.state}: that cannot be done.`, { id: this.id, state: this.state });
  }
}
