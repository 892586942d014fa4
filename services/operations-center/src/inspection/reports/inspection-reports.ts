import { Database } from '#libs/persistence/database';
import type { RowCircle } from '#libs/persistence/rows/within-circle';
import { Circles } from '#libs/web/access/circles';
import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { periodsWithin } from '../../periods.js';
import { AgentTeams } from '../../quality/agent-teams.api.js';
import { FindingSchema, type FindingRow } from '../findings/finding.schema.js';
import { reachedAs } from '../reach.js';
import { SubjectSchema, type SubjectRow } from '../subjects/subject.schema.js';
import type { InspectionReportQuery } from './report.dto.js';
import {
  coverageRow,
  ofAgents,
  ruleRows,
  type Counted,
  type CountedRule,
  type CountedState,
  type CountedViolating,
} from './report-rows.js';

const MOST_PERIODS = 120;
const STANDS = "f.state = 'standing' AND (f.mark IS NULL OR f.mark <> 'false-positive')";

type Scope = Pick<InspectionReportQuery, 'kind' | 'agentId'> & { readonly from: Date; readonly to: Date };

/** How much of what ended was inspected, and what was found in it; of those alone whom the caller reaches. */
@Injectable()
export class InspectionReports {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
    private readonly teams: AgentTeams,
  ) {}

  /** At most 120 days, weeks or months; without those in which nothing ended. */
  async of({ by, from, to, timeZone, ...filter }: InspectionReportQuery) {
    const circle = await this.circles.reachedWith('inspection:read');
    const whole = { from: new Date(from), to: new Date(to) };
    if (by === 'day' || by === 'week' || by === 'month') {
      const rows = [];
      for (const period of periodsWithin(whole, { period: by, timeZone }, MOST_PERIODS))
        rows.push(coverageRow(period.from.toISOString(), await this.#counted({ ...filter, ...period }, circle)));
      return rows.filter(({ ended }) => ended > 0);
    }
    const counted = await this.#counted({ ...filter, ...whole }, circle);
    if (by === 'rule') return ruleRows(counted);
    return grouped(counted, by === 'agent' ? (agentId) => agentId : await this.teams.teamOf());
  }

  async #counted(scope: Scope, circle: RowCircle | null): Promise<Counted> {
    const db = await this.database.reader();
    const subjects = within(db.createQueryBuilder<SubjectRow>(SubjectSchema, 's'), scope, circle);
    const states = await subjects
      .select('s.agentId', 'agentId')
      .addSelect('s.state', 'state')
      .addSelect('COUNT(*)', 'count')
      .groupBy('s.agentId')
      .addGroupBy('s.state')
      .getRawMany<CountedState>();
    const found = () => {
      const query = db.createQueryBuilder<FindingRow>(FindingSchema, 'f');
      return within(query.innerJoin('inspection_subject', 's', 's.id = f.subjectId'), scope, circle)
        .andWhere(STANDS)
        .select('s.agentId', 'agentId')
        .addSelect('COUNT(DISTINCT f.subjectId)', 'violating')
        .groupBy('s.agentId');
    };
    const rules = await found()
      .addSelect('f.ruleSetId', 'ruleSetId')
      .addSelect('f.rule', 'rule')
      .addSelect('f.severity', 'severity')
      .addSelect('COUNT(*)', 'findings')
      .addGroupBy('f.ruleSetId')
      .addGroupBy('f.rule')
      .addGroupBy('f.severity')
      .getRawMany<CountedRule>();
    const violating = await found().andWhere("f.severity <> 'hint'").getRawMany<CountedViolating>();
    return {
      states: states.map((row) => ({ ...row, count: Number(row.count) })),
      rules: rules.map((row) => ({ ...row, findings: Number(row.findings), violating: Number(row.violating) })),
      violating: violating.map((row) => ({ ...row, violating: Number(row.violating) })),
    };
  }
}

function within<Row extends object>(
  query: SelectQueryBuilder<Row>,
  { from, to, kind, agentId }: Scope,
  circle: RowCircle | null,
): SelectQueryBuilder<Row> {
  query.where('s.endedAt >= :from AND s.endedAt < :to', { from, to }).andWhere(...reachedAs('s', circle));
  if (kind !== undefined) query.andWhere('s.kind = :kind', { kind });
  if (agentId !== undefined) query.andWhere('s.agentId = :agentId', { agentId });
  return query;
}

/** What nobody had stands under no name. */
function grouped(counted: Counted, groupOf: (agentId: string) => string | null) {
  const keyOf = (agentId: string | null) => (agentId === null ? '' : (groupOf(agentId) ?? ''));
  const keys = new Set(counted.states.map(({ agentId }) => keyOf(agentId)));
  return [...keys].sort().map((key) =>
    coverageRow(
      key,
      ofAgents(counted, (agentId) => keyOf(agentId) === key),
    ),
  );
}
