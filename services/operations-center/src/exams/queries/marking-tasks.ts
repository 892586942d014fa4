import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { askedBy, type ExamAnswer } from '#libs/quality-rules/exam/question';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import type { MarkingTask, MarkingTasksQuery, ToMarkView } from '../attempt/exam-attempt.dto.js';
import { NothingToMark } from '../domain/exam-attempt.errors.js';
import { ExamAttemptSchema, MarkingTaskSchema } from '../infra/exam-attempt.schema.js';
import { ExamQuestions } from '../question/exam-questions.js';

type Task = z.infer<typeof MarkingTask>;

/** Answers that somebody may mark: neither their own nor one that they have marked. Whose they are is not said. */
export class ListMarkingTasks extends Query<Page<Task>> {
  constructor(
    readonly filter: MarkingTasksQuery,
    readonly marker: string,
  ) {
    super();
  }
}

@QueryHandler(ListMarkingTasks)
export class ListMarkingTasksHandler implements IQueryHandler<ListMarkingTasks> {
  constructor(private readonly database: Database) {}

  async execute({ filter: { limit, cursor, examId }, marker }: ListMarkingTasks): Promise<Page<Task>> {
    const [attemptId, questionId] = cursor === undefined ? ['', ''] : decodeCursor(cursor, 2);
    const rows = await (
      await this.database.reader()
    )
      .createQueryBuilder(MarkingTaskSchema, 'task')
      .where('task.examId = :examId AND task.candidateId <> :marker', { examId, marker })
      .andWhere('(task.firstBy IS NULL OR task.firstBy <> :marker)')
      .andWhere('(task.secondBy IS NULL OR task.secondBy <> :marker)')
      .andWhere('(task.attemptId > :attemptId OR (task.attemptId = :attemptId AND task.questionId > :questionId))')
      .setParameters({ attemptId, questionId })
      .orderBy({ 'task.attemptId': 'ASC', 'task.questionId': 'ASC' })
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, (task) => [task.attemptId, task.questionId]);
  }
}

/** An answer as who marks it sees it: not whose it is, nor what others gave. */
export class GetAnswerToMark extends Query<ToMarkView> {
  constructor(
    readonly attemptId: string,
    readonly questionId: string,
    readonly marker: string,
  ) {
    super();
  }
}

@QueryHandler(GetAnswerToMark)
export class GetAnswerToMarkHandler implements IQueryHandler<GetAnswerToMark> {
  constructor(
    private readonly database: Database,
    private readonly questions: ExamQuestions,
  ) {}

  async execute({ attemptId, questionId, marker }: GetAnswerToMark): Promise<ToMarkView> {
    const row = await (await this.database.reader()).findOneBy(ExamAttemptSchema, { id: attemptId });
    const question = row?.questions.find((each) => each.questionId === questionId);
    const isOpen = row?.status === 'handed-in' && row.candidateId !== marker && row.marks[questionId]?.points === null;
    if (!row || !question || !isOpen) throw new NothingToMark('There is nothing to mark.');
    const { text, content } = (await this.questions.byVersion([question.versionId])).get(question.versionId)!;
    const asked = askedBy(content);
    const guide = asked.type === 'essay' ? asked.guide : '';
    const dialogue = content.type === 'case' ? content.dialogue.map((turn) => ({ ...turn })) : null;
    const answer = (row.answers[questionId]?.answer ?? null) as ExamAnswer as ToMarkView['answer'];
    return { text, guide, dialogue, answer, possible: question.points };
  }
}
