import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { Answers } from '#libs/quality-rules/scorecard/form';
import { mayInspect } from '#libs/quality-rules/sampling/inspectors';
import { Injectable } from '@nestjs/common';
import { judgedBy } from '../../scorecard/judging.js';
import { Scorecards } from '../../scorecard/scorecards.js';
import { Deadlines } from '../../settings/deadlines.js';
import { Teams } from '../../subject/teams.js';
import { refuseIncomplete } from './complete.js';
import type { ItemNote, Verdict } from '../evaluation-record.js';
import { Evaluation } from '../evaluation.aggregate.js';
import { InspectorInvolved } from '../evaluation.errors.js';
import type { EvaluationTwin } from '../evaluation.schema.js';
import { Evaluations } from '../evaluations.js';

/** What inspectors do. */
@Injectable()
export class JudgingDesk {
  constructor(
    private readonly evaluations: Evaluations,
    private readonly database: Database,
    private readonly scorecards: Scorecards,
    private readonly deadlines: Deadlines,
    private readonly teams: Teams,
    private readonly clock: Clock,
  ) {}

  /** @throws AnswerImpossible, EvaluationNotYours, EvaluationNotThere, StaleVersion */
  async save(id: string, answers: Answers, notes: readonly ItemNote[], by: string): Promise<void> {
    await this.verdictOn(await this.evaluations.get(id), answers);
    await this.evaluations.update(id, (evaluation) => evaluation.save(answers, notes, by, this.clock.now()));
  }

  /**
   * Released to the agent at once, unless another one judges the same: then when both are near enough, or an arbiter has judged.
   * @throws EvaluationIncomplete
   */
  async submit(id: string, by: string): Promise<void> {
    const seen = await this.evaluations.get(id);
    const verdict = await this.verdictOn(seen, seen.answers);
    const { content } = await this.scorecards.at(seen.scorecardId, seen.scorecardVersion);
    refuseIncomplete(content.form, verdict.judged, seen.notes);
    const appealBy = await this.deadlines.until('appealWithin');
    const dueAt = await this.deadlines.until('evaluateWithin');
    await this.database.transaction(async () => {
      const twin = seen.twinId === null ? null : await this.evaluations.twinOf(seen.twinId);
      const now = this.clock.now();
      await this.evaluations.update(id, (evaluation) => {
        if (evaluation.version !== seen.version)
          throw new StaleVersion('It was changed while it was submitted.', { id });
        evaluation.submit(verdict, by, now);
        if (twin === null || !isOfTwo(twin, id)) evaluation.release(appealBy, now);
      });
      if (twin !== null && isOfTwo(twin, id)) await this.#settle(twin, appealBy, dueAt);
    });
  }

  /** @throws InspectorInvolved */
  async reassign(id: string, inspectorId: string): Promise<void> {
    const { agentId, twinId } = await this.evaluations.get(id);
    const leads = (await this.teams.known()).ledBy(inspectorId);
    if (agentId !== null && !mayInspect({ id: inspectorId, leads }, agentId))
      throw new InspectorInvolved('Nobody judges their own work, or that of their people.', { inspectorId });
    await this.database.transaction(async () => {
      const twin = twinId === null ? null : await this.evaluations.twinOf(twinId);
      if (twin && [twin.firstInspectorId, twin.secondInspectorId, ...twin.arbiters].includes(inspectorId))
        throw new InspectorInvolved('Different people judge it.', { inspectorId });
      await this.evaluations.update(id, (evaluation) => evaluation.reassign(inspectorId, this.clock.now()));
      if (twin) await this.evaluations.changeTwin(twin.id, placeOf(twin, id, inspectorId));
    });
  }

  /** Complete or not. @throws AnswerImpossible */
  async verdictOn({ scorecardId, scorecardVersion }: Evaluation, answers: Answers): Promise<Verdict> {
    const { content } = await this.scorecards.at(scorecardId, scorecardVersion);
    return { answers, judged: judgedBy(content.form, answers) };
  }

  /** Once both have judged; who of them comes second finds the first one's. */
  async #settle(twin: EvaluationTwin, appealBy: Date, dueAt: Date): Promise<void> {
    const [first, second] = [await this.evaluations.get(twin.firstId), await this.evaluations.get(twin.secondId)];
    if (first.state !== 'submitted' || second.state !== 'submitted') return;
    const now = this.clock.now();
    const isNear = distance(first, second) <= twin.mostApart;
    await this.evaluations.update(second.id, (evaluation) => evaluation.setAside(now));
    if (isNear) {
      await this.evaluations.changeTwin(twin.id, { isSettled: true });
      return this.evaluations.update(first.id, (evaluation) => evaluation.release(appealBy, now));
    }
    const arbiterId = twin.arbiters[0]!;
    await this.evaluations.changeTwin(twin.id, { isSettled: true, arbiterId });
    await this.evaluations.update(first.id, (evaluation) => evaluation.setAside(now));
    await this.evaluations.add(Evaluation.assign(newId(now), { ...first.commission, dueAt }, arbiterId, now));
  }
}

/** What is neither the first nor the second one is the arbiter's. */
function placeOf({ firstId, secondId }: EvaluationTwin, id: string, inspectorId: string): Partial<EvaluationTwin> {
  if (id === firstId) return { firstInspectorId: inspectorId };
  return id === secondId ? { secondInspectorId: inspectorId } : { arbiterId: inspectorId, arbiters: [inspectorId] };
}

function isOfTwo({ firstId, secondId }: EvaluationTwin, id: string): boolean {
  return id === firstId || id === secondId;
}

/** Hundredths of points; for ever where one of them found that nothing applied. */
function distance({ score: one }: Evaluation, { score: other }: Evaluation): number {
  if (one === null || other === null) return one === other ? 0 : Infinity;
  return Math.abs(one - other);
}
