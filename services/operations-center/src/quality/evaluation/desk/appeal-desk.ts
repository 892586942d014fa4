import { Clock } from '#libs/kernel/clock';
import type { Answers } from '#libs/quality-rules/scorecard/form';
import { Injectable } from '@nestjs/common';
import { Scorecards } from '../../scorecard/scorecards.js';
import { Deadlines } from '../../settings/deadlines.js';
import { Teams } from '../../subject/teams.js';
import { refuseIncomplete } from './complete.js';
import type { EvaluationTwin } from '../evaluation.schema.js';
import { Evaluations } from '../evaluations.js';
import { JudgingDesk } from './judging-desk.js';

/** What becomes of an evaluation after its release: accepted, appealed against in two instances, scored again. */
@Injectable()
export class AppealDesk {
  constructor(
    private readonly evaluations: Evaluations,
    private readonly desk: JudgingDesk,
    private readonly scorecards: Scorecards,
    private readonly deadlines: Deadlines,
    private readonly teams: Teams,
    private readonly clock: Clock,
  ) {}

  /** @throws EvaluationNotYours, EvaluationNotThere */
  async acknowledge(id: string, by: string): Promise<void> {
    await this.evaluations.update(id, (evaluation) => evaluation.acknowledge(by, this.clock.now()));
  }

  /** @throws EvaluationNotYours, EvaluationNotThere, AppealTooLate, AppealExhausted */
  async appeal(id: string, reason: string, items: readonly string[], by: string): Promise<void> {
    const dueAt = await this.deadlines.until('reviewWithin');
    await this.evaluations.update(id, (evaluation) => evaluation.appeal(by, reason, items, dueAt, this.clock.now()));
  }

  /** @throws ReviewerInvolved, EvaluationNotThere */
  async assignReview(id: string, reviewerId: string, by: string): Promise<void> {
    const { agentId, twinId } = await this.evaluations.get(id);
    const isLead = agentId !== null && (await this.teams.known()).ledBy(reviewerId).has(agentId);
    const twin = twinId === null ? null : await this.evaluations.twinOf(twinId);
    const others = [...(isLead ? [reviewerId] : []), ...(twin ? judgesOf(twin) : [])];
    await this.evaluations.update(id, (evaluation) =>
      evaluation.assignReview(reviewerId, others, by, this.clock.now()),
    );
  }

  /** @param answers null: it stays as it is @throws EvaluationNotYours, EvaluationNotThere, EvaluationIncomplete */
  async decide(id: string, remark: string, answers: Answers | null, by: string): Promise<void> {
    const verdict = answers === null ? null : await this.#complete(id, answers);
    const appealBy = await this.deadlines.until('appealWithin');
    const now = this.clock.now();
    await this.evaluations.update(id, (evaluation) => evaluation.decide(by, remark, verdict, appealBy, now));
  }

  /** @throws EvaluationNotThere, EvaluationIncomplete */
  async rescore(id: string, remark: string, answers: Answers, by: string): Promise<void> {
    const verdict = await this.#complete(id, answers);
    const appealBy = await this.deadlines.until('appealWithin');
    const now = this.clock.now();
    await this.evaluations.update(id, (evaluation) => evaluation.rescore(by, remark, verdict, appealBy, now));
  }

  /** It counts no more. */
  async retract(id: string, by: string): Promise<void> {
    await this.evaluations.update(id, (evaluation) => evaluation.retract(by, this.clock.now()));
  }

  async #complete(id: string, answers: Answers) {
    const evaluation = await this.evaluations.get(id);
    const verdict = await this.desk.verdictOn(evaluation, answers);
    const { content } = await this.scorecards.at(evaluation.scorecardId, evaluation.scorecardVersion);
    refuseIncomplete(content.form, verdict.judged, evaluation.notes);
    return verdict;
  }
}

function judgesOf({ firstInspectorId, secondInspectorId, arbiterId }: EvaluationTwin): string[] {
  return [firstInspectorId, secondInspectorId, ...(arbiterId === null ? [] : [arbiterId])];
}
