import { findingMarked } from '#libs/contracts/operations-center/inspection-events';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Circles } from '#libs/web/access/circles';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Injectable } from '@nestjs/common';
import { reachedAs } from '../reach.js';
import { SubjectSchema } from '../subjects/subject.schema.js';
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
    private readonly circles: Circles,
    private readonly families: CustomerFamilies,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Of whom the caller reaches; the newest first. */
  async list({ limit, cursor, customerId, ...filter }: FindingQuery): Promise<Page<FindingRow>> {
    const circle = await this.circles.reachedWith('inspection:read');
    const query = (await this.database.reader()).createQueryBuilder<FindingRow>(FindingSchema, 'f').where(filter);
    query.andWhere(...reachedAs('f', circle));
    if (customerId !== undefined) {
      query.innerJoin(SubjectSchema.options.name, 's', 's.id = f.subjectId');
      query.andWhere('s.customerId IN (:...family)', { family: await this.families.of(customerId) });
    }
    if (cursor !== undefined) query.andWhere('f.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('f.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** What is marked as wrong speaks against nobody: that is told. @throws FindingNotFound also when the caller does not reach whose it is */
  async mark(id: string, mark: FindingRow['mark'], by: string): Promise<FindingRow> {
    const circle = await this.circles.reachedWith('inspection:mark');
    return this.database.transaction(async (tx) => {
      const query = tx.createQueryBuilder<FindingRow>(FindingSchema, 'f').where({ id });
      const row = await query.andWhere(...reachedAs('f', circle)).getOne();
      if (row === null) throw new FindingNotFound('There is no such finding.', { id });
      const markedAt = this.clock.now();
      const marked = mark === null ? { mark, markedBy: null, markedAt: null } : { mark, markedBy: by, markedAt };
      await tx.update(FindingSchema, { id }, marked);
      const told = { findingId: id, subject: { kind: row.kind, id: row.subjectId }, ruleId: row.rule, mark };
      await this.outbox.append(tx, row.subjectId, markedAt, [outgoing(findingMarked, told)]);
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
