import {
  evaluationAppealed,
  evaluationReleased,
  evaluationRescored,
} from '#libs/contracts/operations-center/quality-events';
import { appealOverdue, evaluationOverdue } from '#libs/contracts/operations-center/quality-notice-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { failedItems } from '#libs/quality-rules/scorecard/judge';
import type { Evaluation } from './evaluation.aggregate.js';
import type { EvaluationEvent } from './evaluation.events.js';

/** What others may know: outcomes by the keys of items, never a word that was written. */
export function published(event: EvaluationEvent, evaluation: Evaluation): OutgoingEvent | null {
  const { id: evaluationId, agentId } = evaluation;
  if (agentId === null) return null;
  switch (event.type) {
    case 'evaluation-released': {
      const outcome = outcomeOf(evaluation, agentId);
      return (
        outcome &&
        outgoing(evaluationReleased, { ...outcome, ...toldOf(evaluation), releasedAt: event.at.toISOString() })
      );
    }
    case 'evaluation-rescored': {
      const outcome = outcomeOf(evaluation, agentId);
      const { revision, at } = event;
      return outcome && outgoing(evaluationRescored, { ...outcome, revision, rescoredAt: at.toISOString() });
    }
    case 'evaluation-appealed': {
      const { instance, reviewDueAt } = event;
      const told = { evaluationId, agentId, instance, reviewDueAt: reviewDueAt.toISOString() };
      return outgoing(evaluationAppealed, told);
    }
    case 'evaluation-overdue':
      return overdue(evaluation, event.dueAt.toISOString());
    default:
      return null;
  }
}

/** What lies with nobody is for those who can give it to somebody. */
function overdue({ id: evaluationId, state, inspectorId, reviewerId, appeals }: Evaluation, dueAt: string) {
  if (state !== 'appealed') return outgoing(evaluationOverdue, { evaluationId, dueAt, toldIds: named(inspectorId) });
  const { instance } = appeals.at(-1)!;
  return outgoing(appealOverdue, { evaluationId, instance, dueAt, toldIds: named(reviewerId) });
}

/** An agent hears of what a person has judged; what was only measured is there to be looked up. */
function toldOf({ agentId, origin }: Evaluation) {
  return { toldIds: origin === 'computed' ? [] : named(agentId) };
}

function named(personId: string | null): string[] {
  return personId === null ? [] : [personId];
}

/** Null: nothing applied. */
function outcomeOf(evaluation: Evaluation, agentId: string) {
  const { id, scorecardId, scorecardVersion, subjectKind, subjectId, verdict } = evaluation;
  const { total, passed, fatalMissed } = verdict!.judged;
  if (total === null) return null;
  const known = {
    evaluationId: id,
    scorecardId,
    scorecardVersion,
    subject: { kind: subjectKind, id: subjectId },
    agentId,
  };
  return { ...known, score: total, passed, fatal: fatalMissed, failedItems: failedItems(verdict!.judged) };
}
