import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Circles } from '#libs/web/access/circles';
import { Injectable } from '@nestjs/common';
import { periodsWithin } from '../../periods.js';
import { reportRow, summed } from '../report/report-rows.js';
import type { MachineReportQuery, MachineScoreFilter } from './machine-score.dto.js';
import { MachineScoreSchema, type MachineScoreRow } from './machine-score.schema.js';

const MOST_PERIODS = 120;
const COLUMNS = { agent: 'm.agentId', team: 'm.teamId', scorecard: 'm.scorecardId' } as const;

type Scope = Pick<MachineReportQuery, 'scorecardId' | 'agentId'> & { readonly from: Date; readonly to: Date };
type Sums = Record<string, string | number | null>;

/** What work scored by itself; of those alone whom the caller reaches. */
@Injectable()
export class MachineReports {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
  ) {}

  /** The newest first. */
  async list({ limit, cursor, ...filter }: MachineScoreFilter): Promise<Page<MachineScoreRow>> {
    const query = (await this.#reached(await this.#circle())).andWhere(filter);
    if (cursor !== undefined) query.andWhere('m.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('m.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** At most 120 days, weeks or months; without those in which nothing was finished. */
  async of({ by, from, to, timeZone, ...filter }: MachineReportQuery) {
    const circle = await this.#circle();
    const whole = { from: new Date(from), to: new Date(to) };
    if (by === 'agent' || by === 'team' || by === 'scorecard')
      return (await this.#sums({ ...filter, ...whole }, circle, COLUMNS[by])).map((row) => machineRow(row));
    const rows = [];
    for (const period of periodsWithin(whole, { period: by, timeZone }, MOST_PERIODS)) {
      const [row] = await this.#sums({ ...filter, ...period }, circle);
      if (Number(row!['n']) > 0) rows.push(machineRow({ ...row, key: period.from.toISOString() }));
    }
    return rows;
  }

  #circle(): Promise<RowCircle | null> {
    return this.circles.reachedWith('quality-report:read');
  }

  async #sums({ from, to, ...filter }: Scope, circle: RowCircle | null, column?: string): Promise<Sums[]> {
    const query = (await this.#reached(circle))
      .andWhere('m.finishedAt >= :from AND m.finishedAt < :to AND m.score IS NOT NULL', { from, to })
      .andWhere(filter)
      .select('COUNT(*)', 'n')
      .addSelect('SUM(m.score)', 'sum')
      .addSelect('SUM(m.score * m.score)', 'squares')
      .addSelect('SUM(CASE WHEN m.passed THEN 1 ELSE 0 END)', 'passed')
      .addSelect('SUM(m.answered)', 'answered')
      .addSelect('SUM(m.asked)', 'asked');
    if (column !== undefined) query.addSelect(column, 'key').groupBy(column).orderBy(column);
    return query.getRawMany<Sums>();
  }

  async #reached(circle: RowCircle | null) {
    const query = (await this.database.reader()).createQueryBuilder<MachineScoreRow>(MachineScoreSchema, 'm');
    return query.where(...named(withinCircle(circle, { people: ['m.agentId'], teams: ['m.teamId'] }), 'seen'));
  }
}

function machineRow(sums: Sums) {
  const { key, score, passRate } = reportRow(summed(sums));
  const asked = Number(sums['asked']);
  return { key, score, passRate, answeredShare: asked === 0 ? null : Number(sums['answered']) / asked };
}
