import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, Like, type EntityManager } from 'typeorm';
import type { ListQuestionsQuery, QuestionBody } from './exam-question.dto.js';
import { ExamQuestionSchema, type QuestionRow } from './exam-question.schema.js';

export class ExamQuestionNotFound extends domainError('exam-question-not-found', 'not-found') {}
export class ExamQuestionRetired extends domainError('exam-question-retired', 'conflict') {}

/** The bank of questions: what was asked once can be read as it was asked. */
@Injectable()
export class ExamQuestions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Those in use, the newest first. */
  async list({ limit, cursor, tag, ...where }: ListQuestionsQuery): Promise<Page<QuestionRow>> {
    const before = cursor === undefined ? {} : { questionId: LessThan(decodeCursor(cursor, 1)[0]!) };
    const labelled = tag === undefined ? {} : { labels: Like(`%|${tag}|%`) };
    const rows = await (
      await this.database.reader()
    ).find(ExamQuestionSchema, {
      where: { ...where, ...labelled, ...before, endedAt: IsNull() },
      order: { questionId: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, ({ questionId }) => [questionId]);
  }

  /** The newest version. @throws ExamQuestionNotFound */
  async get(questionId: string): Promise<QuestionRow> {
    return newest(await this.database.reader(), questionId);
  }

  /** The newest first. @throws ExamQuestionNotFound */
  async versions(questionId: string): Promise<QuestionRow[]> {
    const order = { number: 'DESC' as const };
    const rows = await (
      await this.database.reader()
    ).find(ExamQuestionSchema, { where: { questionId }, order, take: 200 });
    if (rows.length === 0) throw notFound(questionId);
    return rows;
  }

  /** By id of the version. */
  async byVersion(versionIds: readonly string[]): Promise<Map<string, QuestionRow>> {
    const reader = await this.database.reader();
    const rows = await reader.find(ExamQuestionSchema, { where: { id: In([...new Set(versionIds)]) } });
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** All or none. */
  async add(bodies: readonly QuestionBody[], by: string): Promise<QuestionRow[]> {
    const now = this.clock.now();
    const rows = bodies.map((body) => rowOf(body, newId(now), 1, by, now));
    await this.database.transaction((tx) => insertRows(tx, ExamQuestionSchema, rows));
    return rows;
  }

  /** A new version; papers that were drawn keep the one they have. @throws ExamQuestionNotFound, ExamQuestionRetired, StaleVersion */
  async change(questionId: string, body: QuestionBody, by: string): Promise<QuestionRow> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const { number } = await this.#end(tx, questionId, now);
      const row = rowOf(body, questionId, number + 1, by, now);
      await insertRows(tx, ExamQuestionSchema, [row]);
      return row;
    });
  }

  /** No paper is drawn with it any more. @throws ExamQuestionNotFound, ExamQuestionRetired, StaleVersion */
  async retire(questionId: string): Promise<QuestionRow> {
    return this.database.transaction((tx) => this.#end(tx, questionId, this.clock.now()));
  }

  async #end(tx: EntityManager, questionId: string, now: Date): Promise<QuestionRow> {
    const row = await newest(tx, questionId);
    checkPrecondition({ id: questionId, version: row.number });
    const ended = await updateRows(tx, ExamQuestionSchema, { id: row.id, endedAt: null }, { endedAt: now });
    if (ended !== 1) throw new ExamQuestionRetired('The question is not in use any more.', { id: questionId });
    return { ...row, endedAt: now };
  }
}

async function newest(db: EntityManager, questionId: string): Promise<QuestionRow> {
  const [row] = await db.find(ExamQuestionSchema, { where: { questionId }, order: { number: 'DESC' }, take: 1 });
  if (!row) throw notFound(questionId);
  return row;
}

function notFound(id: string): ExamQuestionNotFound {
  return new ExamQuestionNotFound('There is no such question.', { id });
}

function rowOf(body: QuestionBody, questionId: string, number: number, by: string, now: Date): QuestionRow {
  const { content, tags, knowledgePoints, text, difficulty } = body;
  const labels = `|${[...new Set([...tags, ...knowledgePoints])].join('|')}|`;
  const about = { type: content.type, text, content, labels, tags, knowledgePoints, difficulty };
  return { id: newId(now), questionId, number, ...about, createdBy: by, createdAt: now, endedAt: null };
}
