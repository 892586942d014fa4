import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { LessThan } from 'typeorm';
import { DiagnosisNotFound, DiagnosisNotPublished, DiagnosisVersionNotFound } from '../domain/diagnosis.errors.js';
import { DiagnosisSchema, DiagnosisVersionSchema, type DiagnosisVersionRow } from '../infra/diagnosis.schema.js';
import { compiledDiagnosis, type CompiledDiagnosis } from './compiled-diagnosis.js';

const KEPT = 500;
const SUMMARY = { diagnosisId: true, number: true, publishedBy: true, publishedAt: true, note: true } as const;

/** A version that can be run. */
export interface RunnableDiagnosis {
  readonly id: string;
  readonly code: string;
  readonly number: number;
  readonly compiled: CompiledDiagnosis;
}

/** What was published; none of it ever changes. */
@Injectable()
export class DiagnosisVersions {
  readonly #compiled = new LRUCache<string, CompiledDiagnosis>({ max: KEPT });

  constructor(private readonly database: Database) {}

  async add(row: DiagnosisVersionRow): Promise<void> {
    await this.database.transaction((tx) => tx.insert(DiagnosisVersionSchema, row as object));
  }

  /**
   * @param version null: the one that is live
   * @throws DiagnosisNotFound, DiagnosisNotPublished, DiagnosisVersionNotFound
   */
  async runnable(code: string, version: number | null): Promise<RunnableDiagnosis> {
    const row = await (await this.database.reader()).findOneBy(DiagnosisSchema, { code });
    if (!row) throw new DiagnosisNotFound(`There is no diagnosis ${code}.`, { code });
    if (row.live === null) throw new DiagnosisNotPublished(`The diagnosis ${code} was never published.`, { code });
    const number = version ?? row.live;
    return { id: row.id, code, number, compiled: await this.#compiledOf(row.id, number) };
  }

  /** @throws DiagnosisVersionNotFound */
  async get(diagnosisId: string, number: number) {
    const row = await this.#row(diagnosisId, number);
    return { ...row, publishedAt: row.publishedAt.toISOString() };
  }

  /** Newest first, without their documents. */
  async list(diagnosisId: string, { limit, cursor }: PageQuery) {
    const older = cursor === undefined ? {} : { number: LessThan(Number(decodeCursor(cursor, 1)[0])) };
    const find = {
      select: SUMMARY,
      where: { diagnosisId, ...older },
      order: { number: 'DESC' },
      take: limit + 1,
    } as const;
    const rows = await (await this.database.reader()).find(DiagnosisVersionSchema, find);
    const views = rows.map(({ publishedAt, ...row }) => ({ ...row, publishedAt: publishedAt.toISOString() }));
    return pageOf(views, limit, ({ number }) => [String(number)]);
  }

  async #compiledOf(diagnosisId: string, number: number): Promise<CompiledDiagnosis> {
    const key = `${currentTenant()}/${diagnosisId}/${number}`;
    const known = this.#compiled.get(key);
    if (known) return known;
    const compiled = compiledDiagnosis((await this.#row(diagnosisId, number)).document);
    this.#compiled.set(key, compiled);
    return compiled;
  }

  async #row(diagnosisId: string, number: number): Promise<DiagnosisVersionRow> {
    const row = await (await this.database.reader()).findOneBy(DiagnosisVersionSchema, { diagnosisId, number });
    if (!row)
      throw new DiagnosisVersionNotFound(`There is no version ${number} of the diagnosis.`, { diagnosisId, number });
    return row;
  }
}
