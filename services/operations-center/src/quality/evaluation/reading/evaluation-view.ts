import { judgedView } from '../../scorecard/judging.js';
import type { Revision, Verdict } from '../evaluation-record.js';
import type { Evaluation } from '../evaluation.aggregate.js';
import type { Recheck } from '../../recheck/recheck.schema.js';
import type { SeenEvaluation } from './evaluation-reader.js';

export function summaryOf(evaluation: Evaluation) {
  const { subjectKind: kind, subjectId, finishedAt, dueAt, submittedAt, releasedAt, score } = evaluation;
  const { id, agentId, inspectorId, channel, scorecardId, scorecardVersion, origin, drawId, state, passed } =
    evaluation;
  return {
    ...{ id, agentId, inspectorId, channel, scorecardId, scorecardVersion, origin, drawId, state, passed },
    subject: { kind, id: subjectId },
    score: score === null ? null : score / 100,
    finishedAt: finishedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    submittedAt: submittedAt?.toISOString() ?? null,
    releasedAt: releasedAt?.toISOString() ?? null,
  };
}

/** @param soFar what the answers come to now */
export function evaluationView({ evaluation, machine, recheck }: SeenEvaluation, soFar: Verdict | null) {
  const { version, answers, notes, revisions, appeals } = evaluation;
  return {
    ...summaryOf(evaluation),
    ...{ version, answers, notes: [...notes], machine: [...machine] },
    recheckOf: recheck && recheckView(recheck),
    appeals: appeals.map(({ by: _, ...appeal }) => appeal),
    judged: soFar && judgedView(soFar.judged),
    revisions: revisions.map((revision, at) => revisionView(revision, revisions[at - 1])),
  };
}

function recheckView({ formerId: evaluationId, itemKey, courseId }: Recheck) {
  return { evaluationId, itemKey, courseId };
}

function revisionView({ answers, judged, ...revision }: Revision, before: Revision | undefined) {
  const { total: score, passed } = judged;
  return { ...revision, score, passed, changes: before ? changesBetween(before.answers, answers) : [] };
}

function changesBetween(before: Verdict['answers'], after: Verdict['answers']) {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => before[key] !== after[key])
    .map((key) => ({ key, before: before[key] ?? null, after: after[key] ?? null }));
}
