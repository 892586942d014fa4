import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { FindingQuery } from './finding.dto.js';
import { FindingSchema, type FindingRow } from './finding.schema.js';

export class FindingNotFound extends domainError('inspection-finding-not-found', 'not-found') {}

interface Counted {
  readonly rule: string;
  readonly mark: FindingRow['mark'];
  readonly count: number | string;
}

/** What was found, and what inspectors say of it. */
@Injectable()
export class Findings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list({ limit, cursor, ...filter }: FindingQuery): Promise<Page<FindingRow>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const db = await this.database.reader();
    const where = { ...filter, ...before };
    const rows = await db.find(FindingSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws FindingNotFound */
  async mark(id: string, mark: FindingRow['mark'], by: string): Promise<FindingRow> {
    return this.database.transaction(async (tx) => {
      const row = await tx.findOneBy(FindingSchema, { id });
      if (row === null) throw new FindingNotFound('There is no such finding.', { id });
      const marked = { mark, markedBy: mark === null ? null : by, markedAt: mark === null ? null : this.clock.now() };
      await tx.update(FindingSchema, { id }, marked);
      return { ...row, ...marked };
    });
  }

  /** How right each rule of a set is, as far as inspectors have said. */
  async statistics(ruleSetId: string) {
    const db = await this.database.reader();
    const counted = await db
      .createQueryBuilder<FindingRow>(FindingSchema, 'f')
      .select('f.rule', 'rule')
      .addSelect('f.mark', 'mark')
      .addSelect('COUNT(*)', 'count')
      .where('f.ruleSetId = :ruleSetId AND f.state = :state', { ruleSetId, state: 'standing' })
      .groupBy('f.rule')
      .addGroupBy('f.mark')
      .getRawMany<Counted>();
    return [...Map.groupBy(counted, ({ rule }) => rule)].map(([rule, rows]) => statisticsOf(rule, rows));
  }
}

function statisticsOf(rule: string, rows: readonly Counted[]) {
  const sum = (of: (row: Counted) => boolean) => rows.filter(of).reduce((all, { count }) => all + Number(count), 0);
  const [right, falsePositives] = [sum(({ mark }) => mark === 'right'), sum(({ mark }) => mark === 'false-positive')];
  const marked = right + falsePositives;
  return { rule, findings: sum(() => true), right, falsePositives, precision: marked === 0 ? null : right / marked };
}
