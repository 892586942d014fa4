import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import type { RunsQuery } from '../diagnosis.dto.js';
import { DiagnosisNotFound } from '../domain/diagnosis.errors.js';
import { DiagnosisRunSchema, type DiagnosisRunRow } from '../infra/diagnosis-run.schema.js';
import { DiagnosisSchema, type DiagnosisRow } from '../infra/diagnosis.schema.js';
import { DiagnosisRuns } from '../run/diagnosis-runs.js';

/** Diagnoses and their runs, for people. */
@Injectable()
export class DiagnosisQueries {
  constructor(
    private readonly database: Database,
    private readonly runs: DiagnosisRuns,
  ) {}

  /** By code. */
  async list({ limit, cursor }: PageQuery) {
    const where = cursor === undefined ? {} : { code: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const find = { where, order: { code: 'ASC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(DiagnosisSchema, find);
    return pageOf(rows.map(viewOf), limit, ({ code }) => [code]);
  }

  /** @throws DiagnosisNotFound */
  async get(id: string) {
    const row = await (await this.database.reader()).findOneBy(DiagnosisSchema, { id });
    if (!row) throw new DiagnosisNotFound('There is no such diagnosis.', { id });
    return viewOf(row);
  }

  /** Newest first. */
  async runsOf({ limit, cursor, diagnosisId, subject }: RunsQuery) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const where = { ...(diagnosisId && { diagnosisId }), ...(subject && { subject }), ...before };
    const find = { where, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(DiagnosisRunSchema, find);
    return pageOf(rows.map(runViewOf), limit, ({ id }) => [id]);
  }

  /** @throws DiagnosisRunNotFound */
  async run(id: string) {
    return runViewOf(await this.runs.get(id));
  }
}

export function runViewOf({ requestKey: _key, dueAt: _due, startedAt, finishedAt, ...row }: DiagnosisRunRow) {
  return { ...row, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}

function viewOf({ updatedAt, ...row }: DiagnosisRow) {
  return { ...row, updatedAt: updatedAt.toISOString() };
}
