import { Database } from '#libs/persistence/database';
import { itemFigures, reliability, type AttemptResult } from '#libs/quality-rules/exam/item-analysis';
import { askedBy, type Question } from '#libs/quality-rules/exam/question';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Learners } from '../../training/learner/learners.api.js';
import { ExamAttemptSchema, type ExamAttemptRow } from '../infra/exam-attempt.schema.js';
import { Exams } from '../paper/exams.js';
import { ExamQuestions } from '../question/exam-questions.js';
import type { ExamReportView, ItemAnalysisView } from './exam-report.dto.js';
import { candidateResults, countedOf, spreadOf } from './exam-results.js';

const MOST_ATTEMPTS = 5_000;
const OUTCOME = { candidateId: true, status: true, result: true } as const;
const ANSWERS = { id: true, questions: true, answers: true, marks: true, result: true } as const;

/** What became of an exam, and what its questions are worth. */
@Injectable()
export class ExamReports {
  constructor(
    private readonly database: Database,
    private readonly exams: Exams,
    private readonly questions: ExamQuestions,
    private readonly learners: Learners,
  ) {}

  /** @throws ExamNotFound */
  async report(examId: string): Promise<ExamReportView> {
    const { terms } = await this.exams.get(examId);
    const reader = await this.database.reader();
    const rows = await reader.find(ExamAttemptSchema, { select: OUTCOME, where: { examId }, order: { id: 'ASC' } });
    const results = candidateResults(rows, terms.counts);
    const teams = await this.learners.teamsOf(results.map(({ candidateId }) => candidateId));
    const byTeam = Map.groupBy(results, ({ candidateId }) => teams.get(candidateId) ?? null);
    const inStatus = (status: ExamAttemptRow['status']) => rows.filter((row) => row.status === status).length;
    return {
      examId,
      attempts: {
        running: inStatus('running'),
        'handed-in': inStatus('handed-in'),
        marked: inStatus('marked'),
        released: inStatus('released'),
      },
      ...countedOf(results),
      ...spreadOf(results),
      fatalMissed: rows.filter(({ result }) => result?.fatalMissed).length,
      byTeam: [...byTeam].map(([teamId, some]) => ({ teamId, ...countedOf(some) })),
    };
  }

  /** @throws ExamNotFound */
  async itemAnalysis(examId: string): Promise<ItemAnalysisView> {
    await this.exams.get(examId);
    const where = { examId, status: In(['marked', 'released']) };
    const options = { select: ANSWERS, where, order: { id: 'DESC' }, take: MOST_ATTEMPTS } as const;
    const rows = await (await this.database.reader()).find(ExamAttemptSchema, options);
    const attempts = rows.map(attemptResult);
    const figures = itemFigures(attempts);
    const versions = await this.questions.byVersion(figures.map(({ itemId }) => itemId));
    const items = figures.map(({ itemId: versionId, options: chosen, ...figure }) => {
      const { questionId, text, content } = versions.get(versionId)!;
      return { questionId, versionId, text, ...figure, options: namedOptions(content, chosen) };
    });
    return { examId, attempts: attempts.length, items, reliability: reliability(attempts) };
  }
}

/** By versions: a question that was changed is another. */
function attemptResult({ questions, answers, marks, result }: ExamAttemptRow): AttemptResult {
  const items = questions.map(({ questionId, versionId, points }) => {
    const share = (marks[questionId]?.points ?? 0) / points;
    return { itemId: versionId, share, chosen: placesOf(answers[questionId]?.answer) };
  });
  return { total: (result?.percent ?? 0) / 100, items };
}

function placesOf(answer: unknown): number[] {
  const chosen = Array.isArray(answer) ? (answer as unknown[]) : [answer];
  return chosen.filter((place): place is number => Number.isInteger(place));
}

type Chosen = { option: number; chosen: number; upper: number; lower: number };

/** Every option, those too that nobody chose; none of questions without. */
function namedOptions(content: Question, counted: readonly Chosen[]) {
  const asked = askedBy(content);
  if (asked.type !== 'single' && asked.type !== 'multiple') return [];
  const correct = asked.type === 'single' ? [asked.correct] : asked.correct;
  return asked.options.map((option, place) => {
    const { chosen = 0, upper = 0, lower = 0 } = counted.find((each) => each.option === place) ?? {};
    return { option, correct: correct.includes(place), chosen, upper, lower };
  });
}
