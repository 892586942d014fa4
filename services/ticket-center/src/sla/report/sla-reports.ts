import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named } from '#libs/persistence/rows/within-circle';
import { Circles } from '#libs/web/access/circles';
import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { ofTickets } from '../../ticket/reach/ticket-within.api.js';
import { SlaClockSchema, type Outcome, type SlaClockRow } from '../ticket/sla-ticket.schema.js';
import type { ClocksQuery, Report, ReportLine, ReportQuery } from './sla-report.dto.js';

const COLUMNS = { policy: 'policyName', metric: 'metric', team: 'groupId' } as const;
const NAMES = { policy: 'policy', metric: 'metric', team: 'teamId' } as const;

type Counted = Partial<Record<(typeof COLUMNS)[keyof typeof COLUMNS], string | null>> & {
  readonly outcome: Outcome;
  readonly count: number | string;
};
type Counts = Pick<ReportLine, Outcome | 'compliance'>;

/** What became of promises about tickets of those who ask reaches. */
@Injectable()
export class SlaReports {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
  ) {}

  async report({ by, ...started }: ReportQuery): Promise<Report> {
    const columns = by.map((each) => COLUMNS[each]);
    const query = (await this.#clocks(started))
      .select([])
      .addSelect('clock.outcome', 'outcome')
      .addSelect('COUNT(*)', 'count')
      .groupBy('clock.outcome');
    for (const column of columns) query.addSelect(`clock.${column}`, column).addGroupBy(`clock.${column}`);
    const counted = await query.getRawMany<Counted>();
    const lines = Map.groupBy(counted, (row) => JSON.stringify(columns.map((column) => row[column] ?? null)));
    return {
      lines: Array.from(lines.values(), (rows) => ({ ...namesOf(rows[0]!, by), ...countsOf(rows) })).sort(byName),
      total: countsOf(counted),
    };
  }

  /** The clocks behind a line of the report, the newest first. */
  async list({ limit, cursor, policy, metric, teamId, outcome, ...started }: ClocksQuery): Promise<Page<SlaClockRow>> {
    const query = await this.#clocks(started);
    const wanted = { policyName: policy, metric, groupId: teamId, outcome };
    for (const [column, value] of Object.entries(wanted))
      if (value !== undefined) query.andWhere(`clock.${column} = :${column}`, { [column]: value });
    if (cursor !== undefined) afterCursor(query, decodeCursor(cursor, 4));
    const rows = await query
      .orderBy('clock.startedAt', 'DESC')
      .addOrderBy('clock.ticketId', 'DESC')
      .addOrderBy('clock.metric', 'DESC')
      .addOrderBy('clock.instance', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, (row) => [row.startedAt.toISOString(), row.ticketId, row.metric, String(row.instance)]);
  }

  async #clocks({ basis, from, to }: Pick<ReportQuery, 'basis' | 'from' | 'to'>) {
    const circle = await this.circles.reachedWith('sla:read');
    const query = (await this.database.reader()).createQueryBuilder(SlaClockSchema, 'clock');
    query.where('clock.basis = :basis', { basis });
    if (circle) query.andWhere(...named(ofTickets(circle, 'clock'), 'seen'));
    if (from) query.andWhere('clock.startedAt >= :from', { from: new Date(from) });
    if (to) query.andWhere('clock.startedAt < :to', { to: new Date(to) });
    return query;
  }
}

function afterCursor(query: SelectQueryBuilder<SlaClockRow>, [at, ticketId, metric, instance]: string[]): void {
  query.andWhere(
    `(clock.startedAt < :at OR (clock.startedAt = :at AND (clock.ticketId < :ticketId OR (clock.ticketId = :ticketId
      AND (clock.metric < :lastMetric OR (clock.metric = :lastMetric AND clock.instance < :instance))))))`,
    { at: new Date(at!), ticketId, lastMetric: metric, instance: Number(instance) },
  );
}

function namesOf(row: Counted, by: ReportQuery['by']) {
  return Object.fromEntries(by.map((each) => [NAMES[each], row[COLUMNS[each]] ?? null]));
}

function countsOf(rows: readonly Counted[]): Counts {
  const of = (outcome: Outcome) =>
    rows.filter((row) => row.outcome === outcome).reduce((sum, { count }) => sum + Number(count), 0);
  const [met, missed] = [of('met'), of('missed')];
  const compliance = met + missed === 0 ? null : Math.round((met / (met + missed)) * 10_000) / 10_000;
  return { met, missed, running: of('running'), stopped: of('stopped'), compliance };
}

function byName(a: ReportLine, b: ReportLine): number {
  const name = ({ policy, metric, teamId }: ReportLine) => `${policy ?? ''}/${metric ?? ''}/${teamId ?? ''}`;
  return name(a) < name(b) ? -1 : 1;
}
