import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { ExamBody } from './exam.dto.js';
import { ExamSchema, type ExamRow } from './exam.schema.js';

export class ExamNotFound extends domainError('exam-not-found', 'not-found') {}

@Injectable()
export class Exams {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<ExamRow>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const rows = await (
      await this.database.reader()
    ).find(ExamSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws ExamNotFound */
  async get(id: string): Promise<ExamRow> {
    const row = await (await this.database.reader()).findOneBy(ExamSchema, { id });
    if (!row) throw new ExamNotFound('There is no such exam.', { id });
    return row;
  }

  async add(body: ExamBody): Promise<ExamRow> {
    const now = this.clock.now();
    const row = { id: newId(now), version: 1, updatedAt: now, ...rowOf(body) };
    await this.database.transaction((tx) => insertRows(tx, ExamSchema, [row]));
    return row;
  }

  /** For attempts that begin from now on. @throws ExamNotFound, StaleVersion */
  async change(id: string, body: ExamBody): Promise<ExamRow> {
    return this.database.transaction(async (tx) => {
      const { version } = await this.get(id);
      checkPrecondition({ id, version });
      const next = { ...rowOf(body), version: version + 1, updatedAt: this.clock.now() };
      if ((await updateRows(tx, ExamSchema, { id, version }, next)) !== 1)
        throw new StaleVersion('It was changed by someone else in the meantime.', { id });
      return { id, ...next };
    });
  }
}

function rowOf({ title, blueprint, paper, opensAt, closesAt, terms }: ExamBody) {
  return { title, blueprint, paper, opensAt: at(opensAt), closesAt: at(closesAt), terms };
}

function at(iso: string | null): Date | null {
  return iso === null ? null : new Date(iso);
}
