import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { holdsOf } from './judging/conditions.js';
import type { Answers, QuestionnaireContent } from './judging/content.js';
import { judge, type Judged } from './judging/judge.js';
import { AnswerSchema, ResponseSchema, type AnswerRow, type ResponseRow } from './questionnaire.schema.js';
import { Questionnaires } from './questionnaires.js';

export { conditionProblem, holdsOf } from './judging/conditions.js';
export type { Answers } from './judging/content.js';

export class AnswersRefused extends domainError('questionnaire-answers-refused', 'invalid') {}
/** About one thing a questionnaire is answered once. */
export class AlreadyAnswered extends domainError('questionnaire-already-answered', 'conflict') {}

export type Answered = Pick<ResponseRow, 'questionnaire' | 'subjectKind' | 'subjectId' | 'customerId' | 'planId'> & {
  /** Null: the newest. */
  readonly version: number | null;
  readonly answers: Answers;
};

/** What other contexts ask of questionnaires. */
@Injectable()
export class QuestionnaireAnswers {
  constructor(
    private readonly questionnaires: Questionnaires,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws QuestionnaireNotFound unless something is published under the name */
  async require(name: string): Promise<void> {
    await this.questionnaires.published(name);
  }

  /** The names a condition over the answers may use. @throws QuestionnaireNotFound */
  async names(name: string): Promise<string[]> {
    return (await this.questionnaires.published(name)).content.questions.map(({ id }) => id);
  }

  judge(content: QuestionnaireContent, answers: Answers): Judged {
    return judge(content, answers, holdsOf(this.clock.now()));
  }

  /** In the caller's transaction. @throws QuestionnaireNotFound, AnswersRefused, AlreadyAnswered */
  async record({ questionnaire, version: wanted, answers, ...about }: Answered, by: string): Promise<ResponseRow> {
    const { content, version } = await this.questionnaires.published(questionnaire, wanted);
    const { problems, score, satisfaction } = this.judge(content, answers);
    if (problems.length > 0)
      throw new AnswersRefused('These are not answers to the questionnaire.', {
        offending: problems.map(({ question, code }) => ({ field: question, message: code })),
      });
    const answeredAt = this.clock.now();
    const judged = { score, satisfaction, answeredAt, recordedBy: by };
    const row = { id: newId(answeredAt), questionnaire, version, ...about, answers, ...judged };
    await this.database.transaction(async (tx) => {
      await insertRows(tx, ResponseSchema, [row]).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
        throw new AlreadyAnswered('It has been answered.', { questionnaire, subject: about.subjectId });
      });
      await insertRows(tx, AnswerSchema, countedAnswers(content, row));
    });
    return row;
  }
}

function countedAnswers({ questions }: QuestionnaireContent, response: ResponseRow): AnswerRow[] {
  const { questionnaire, version, planId, answers, answeredAt } = response;
  const counted = questions.filter(({ kind, id }) => kind !== 'text' && answers[id] !== undefined);
  return counted.flatMap(({ id: questionId }) =>
    [answers[questionId]!].flat().map((value) => ({
      ...{ id: newId(answeredAt), questionnaire, version, questionId, planId },
      value: String(value),
    })),
  );
}
