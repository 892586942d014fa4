import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { CustomerFamilies } from '#libs/web/customer-families';
import type { PageQuery } from '#libs/web/http/paging';
import { domainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import { In, LessThan, type FindOptionsWhere } from 'typeorm';
import { figuresOf } from './judging/figures.js';
import type { ResultsQuery } from './questionnaire.dto.js';
import { AnswerSchema, ResponseSchema, type ResponseRow } from './questionnaire.schema.js';
import { Questionnaires } from './questionnaires.js';

export class QuestionNotFound extends domainError('question-not-found', 'not-found') {}

/** What came of a questionnaire. */
@Injectable()
export class QuestionnaireResults {
  constructor(
    private readonly questionnaires: Questionnaires,
    private readonly database: Database,
    private readonly families: CustomerFamilies,
  ) {}

  /** Of one question, counted by an index. @throws QuestionnaireNotFound, QuestionNotFound */
  async of(name: string, questionId: string, { version: wanted, planId }: ResultsQuery) {
    const { content, version } = await this.questionnaires.published(name, wanted ?? null);
    const question = content.questions.find(({ id }) => id === questionId);
    if (!question) throw new QuestionNotFound(`There is no question ${questionId}.`, { name, version });
    const query = (await this.database.reader()).createQueryBuilder(AnswerSchema, 'answer');
    query.select('answer.value', 'value').addSelect('COUNT(*)', 'count');
    query.where('answer.questionnaire = :name AND answer.version = :version', { name, version });
    query.andWhere('answer.questionId = :questionId', { questionId });
    if (planId !== undefined) query.andWhere('answer.planId = :planId', { planId });
    const rows = await query.groupBy('answer.value').getRawMany<{ value: string; count: number | string }>();
    const distribution = rows
      .map(({ value, count }) => ({ value, count: Number(count) }))
      .toSorted((a, b) => Number(a.value) - Number(b.value) || (a.value < b.value ? -1 : 1));
    const figures = figuresOf(question, new Map(distribution.map(({ value, count }) => [value, count])));
    return { questionnaire: name, version, questionId, distribution, ...figures };
  }

  responses(questionnaire: string, page: PageQuery): Promise<Page<ResponseRow>> {
    return this.#responses({ questionnaire }, page);
  }

  /** To all that they were asked. */
  async ofCustomer(customerId: string, page: PageQuery): Promise<Page<ResponseRow>> {
    return this.#responses({ customerId: In([...(await this.families.of(customerId))]) }, page);
  }

  /** The newest first. */
  async #responses(of: FindOptionsWhere<ResponseRow>, { limit, cursor }: PageQuery): Promise<Page<ResponseRow>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const find = { where: { ...of, ...before }, order: { id: 'DESC' }, take: limit + 1 } as const;
    return pageOf(await (await this.database.reader()).find(ResponseSchema, find), limit, ({ id }) => [id]);
  }
}
