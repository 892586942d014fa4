import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { draw, isShortage, type BlueprintLine } from '#libs/quality-rules/exam/draw';
import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import type { PaperQuestion } from '../domain/exam-rules.js';
import { ExamQuestionSchema, type QuestionRow } from '../question/exam-question.schema.js';
import { ExamPaperSchema, type ExamRow, type PaperRow } from './exam.schema.js';

/** What a seed may be, so that it fits a column of 32 bits. */
const SEEDS = 0x7fff_ffff;

export class ExamPaperNotFound extends domainError('exam-paper-not-found', 'not-found') {}
export class ExamPaperBeingDrawn extends domainError('exam-paper-being-drawn', 'conflict') {}
export class TooFewQuestions extends domainError('exam-too-few-questions', 'conflict') {}

/** Papers drawn by blueprints. */
@Injectable()
export class Papers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws ExamPaperNotFound */
  async get(id: string): Promise<PaperRow> {
    const row = await (await this.database.reader()).findOneBy(ExamPaperSchema, { id });
    if (!row) throw new ExamPaperNotFound('There is no such paper.', { id });
    return row;
  }

  /** What an attempt gets: its own, or the one that all share. @throws TooFewQuestions, ExamPaperBeingDrawn */
  async forAttempt(exam: ExamRow): Promise<PaperRow> {
    if (exam.paper === 'each') return this.draw(exam);
    const sharedKey = `${exam.id}:${exam.version}`;
    const known = await (await this.database.reader()).findOneBy(ExamPaperSchema, { sharedKey });
    return known ?? this.draw(exam, undefined, sharedKey);
  }

  /** @param seed one of chance when left out. @throws TooFewQuestions, ExamPaperBeingDrawn */
  async draw(exam: ExamRow, seed = randomInt(SEEDS), sharedKey: string | null = null): Promise<PaperRow> {
    const drawnAt = this.clock.now();
    const about = { examId: exam.id, examVersion: exam.version, sharedKey, seed, blueprint: exam.blueprint };
    const questions = await this.#questions(exam.blueprint, seed, drawnAt);
    const paper = { id: newId(drawnAt), ...about, questions, drawnAt };
    await this.database.transaction((tx) => insertRows(tx, ExamPaperSchema, [paper])).catch(refuseTwice);
    return paper;
  }

  /** Once more from its seed and the bank as it was then. @throws ExamPaperNotFound */
  async redrawn(id: string): Promise<PaperRow & { same: boolean }> {
    const paper = await this.get(id);
    const questions = await this.#questions(paper.blueprint, paper.seed, paper.drawnAt);
    return { ...paper, questions, same: isDeepStrictEqual(questions, paper.questions) };
  }

  async #questions(blueprint: readonly BlueprintLine[], seed: number, at: Date): Promise<PaperQuestion[]> {
    const pool = await this.#pool(at);
    const offered = pool.map(({ questionId: id, type, tags, knowledgePoints, difficulty }) => {
      return { id, type, difficulty, tags: [...tags, ...knowledgePoints] };
    });
    const drawn = draw(blueprint, offered, seed);
    if (isShortage(drawn)) throw tooFew(drawn);
    const versions = new Map(pool.map(({ questionId, id }) => [questionId, id]));
    return drawn.map(({ questionId, points, fatal }) => {
      return { questionId, versionId: versions.get(questionId)!, points, fatal };
    });
  }

  /** The version of each question that was in use at an instant. */
  async #pool(at: Date): Promise<QuestionRow[]> {
    const began = { createdAt: LessThanOrEqual(at) };
    const where = [
      { ...began, endedAt: IsNull() },
      { ...began, endedAt: MoreThan(at) },
    ];
    const select = {
      id: true,
      questionId: true,
      type: true,
      tags: true,
      knowledgePoints: true,
      difficulty: true,
    } as const;
    return (await this.database.reader()).find(ExamQuestionSchema, { select, where });
  }
}

function refuseTwice(error: unknown): never {
  if (!isDuplicateKey(error)) throw error;
  throw new ExamPaperBeingDrawn('The paper is being drawn for somebody else; try again.');
}

function tooFew(shortage: readonly { line: number; lacks: number }[]): TooFewQuestions {
  const offending = shortage.map(({ line, lacks }) => {
    return { field: `blueprint.${line}`, message: `The bank lacks ${lacks} questions for it.` };
  });
  return new TooFewQuestions('The bank has too few questions for the blueprint.', { offending });
}
