import { Dice } from '#libs/kernel/dice';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { shuffled } from '#libs/quality-rules/exam/shuffle';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AttemptView, ShownQuestion } from '../attempt/exam-attempt.dto.js';
import { ExamAttemptNotFound } from '../domain/exam-attempt.errors.js';
import { ExamAttemptSchema, type ExamAttemptRow } from '../infra/exam-attempt.schema.js';
import { Exams } from '../paper/exams.js';
import { ExamQuestions } from '../question/exam-questions.js';
import { shownQuestion } from './shown-question.js';

/** As its candidate sees it; of others it is not there. */
export class GetAttempt extends Query<AttemptView> {
  constructor(
    readonly attemptId: string,
    readonly candidateId: string,
  ) {
    super();
  }
}

@QueryHandler(GetAttempt)
export class GetAttemptHandler implements IQueryHandler<GetAttempt> {
  constructor(
    private readonly database: Database,
    private readonly questions: ExamQuestions,
    private readonly exams: Exams,
    private readonly clock: Clock,
  ) {}

  async execute({ attemptId: id, candidateId }: GetAttempt): Promise<AttemptView> {
    const row = await (await this.database.reader()).findOneBy(ExamAttemptSchema, { id, candidateId });
    if (!row) throw new ExamAttemptNotFound('There is no such attempt of yours.', { id });
    const { title } = await this.exams.get(row.examId);
    const { version, examId, number, status, startedAt, deadlineAt, handedInBy, appeal } = row;
    const now = this.clock.now();
    return {
      ...{ id, version, examId, title, number, status, handedInBy, appeal: appeal && seenAppeal(appeal) },
      startedAt: startedAt.toISOString(),
      deadlineAt: deadlineAt.toISOString(),
      serverTime: now.toISOString(),
      secondsLeft: secondsLeft(row, now),
      questions: isOpen(row) ? await this.#shown(row) : [],
      result: status === 'released' ? row.result : null,
    };
  }

  async #shown(row: ExamAttemptRow): Promise<ShownQuestion[]> {
    const { questions, seed, terms } = row;
    const versions = await this.questions.byVersion(questions.map(({ versionId }) => versionId));
    const inOrder = terms.shuffle ? shuffled(questions, new Dice(seed)) : questions;
    return inOrder.map((question) => shownQuestion(question, versions.get(question.versionId)!, row));
  }
}

/** While it runs, and afterwards where candidates may look at their answers. */
function isOpen({ status, terms }: ExamAttemptRow): boolean {
  return status === 'running' || (status === 'released' && terms.review !== 'score');
}

function secondsLeft({ status, deadlineAt }: Pick<ExamAttemptRow, 'status' | 'deadlineAt'>, now: Date): number {
  if (status !== 'running') return 0;
  return Math.max(0, Math.ceil((deadlineAt.getTime() - now.getTime()) / 1_000));
}

function seenAppeal({ reason, questionIds, at, outcome, answer }: NonNullable<ExamAttemptRow['appeal']>) {
  return { reason, questionIds: [...questionIds], at, outcome, answer };
}
