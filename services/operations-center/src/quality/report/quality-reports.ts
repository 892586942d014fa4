import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { beforeAfter } from '#libs/quality-rules/statistics/before-after';
import { severityOf } from '#libs/quality-rules/statistics/severity';
import { Circles } from '#libs/web/access/circles';
import { Injectable } from '@nestjs/common';
import type { Evaluation } from '../evaluation/evaluation.aggregate.js';
import { EvaluationItemSchema, EvaluationSchema, type EvaluationItem } from '../evaluation/evaluation.schema.js';
import { periodAt } from '../../periods.js';
import { reportRow, summed, type ReportRow, type Summed } from './report-rows.js';
import { TrainedPeople } from './trained-people.js';
import type { BeforeAfterBody, ReportQuery } from './report.dto.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Of resampling: the same question has the same answer. */
const SEED = 1;

type Scope = Pick<ReportQuery, 'from' | 'to' | 'scorecardId' | 'agentId' | 'origins'>;
/** Percent of what was judged. */
interface Given {
  readonly agentId: string;
  readonly at: number;
  readonly percent: number;
}
type Sums = Record<string, string | number | null>;

/** What evaluations tell, with how far it can be believed; of those alone whose agents the caller reaches. */
@Injectable()
export class QualityReports {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
    private readonly trained: TrainedPeople,
  ) {}

  async of({ by, timeZone, ...scope }: ReportQuery): Promise<ReportRow[]> {
    const circle = await this.#circle();
    switch (by) {
      case 'agent':
        return (await this.#grouped('agentId', scope, circle)).map((each) => reportRow(each));
      case 'team':
        return (await this.#grouped('teamId', scope, circle)).map((each) => reportRow(each));
      case 'item':
        return this.#items(scope, circle);
      case 'inspector':
        return this.#inspectors(scope, circle);
      default:
        return this.#trend(by, timeZone, scope, circle);
    }
  }

  /** Of people around a training, each around their own. */
  async beforeAfter(body: BeforeAfterBody) {
    const circle = await this.#circle();
    const trained = await this.trained.of(body, circle);
    const judged = await this.#around(trained, body, circle);
    const people = [...trained.keys()];
    const pairs = people.flatMap((agentId) => pairOf(agentId, trained.get(agentId)!, judged.get(agentId) ?? []) ?? []);
    const compared = pairs.map(({ agentId }) => agentId);
    return { compared, leftOut: people.filter((id) => !compared.includes(id)), ...beforeAfter(pairs, SEED) };
  }

  #circle(): Promise<RowCircle | null> {
    return this.circles.reachedWith('quality-report:read');
  }

  async #grouped(column: 'agentId' | 'teamId', scope: Scope, circle: RowCircle | null): Promise<Summed[]> {
    const rows = await (
      await this.#released(scope, circle)
    )
      .select(`e.${column}`, 'key')
      .addSelect('COUNT(*)', 'n')
      .addSelect('SUM(e.score)', 'sum')
      .addSelect('SUM(e.score * e.score)', 'squares')
      .addSelect('SUM(CASE WHEN e.passed THEN 1 ELSE 0 END)', 'passed')
      .groupBy(`e.${column}`)
      .orderBy(`e.${column}`)
      .getRawMany<Sums>();
    return rows.map(summed);
  }

  /** The worst first. */
  async #items(scope: Scope, circle: RowCircle | null): Promise<ReportRow[]> {
    const rows = await (
      await this.#itemRows(scope, circle)
    )
      .select('e.itemKey', 'key')
      .addSelect('COUNT(*)', 'n')
      .addSelect('SUM(e.share)', 'sum')
      .addSelect('SUM(e.share * e.share)', 'squares')
      .addSelect('SUM(CASE WHEN e.share = 10000 THEN 1 ELSE 0 END)', 'passed')
      .groupBy('e.itemKey')
      .getRawMany<Sums>();
    const items = rows.map((row) => reportRow(summed(row)));
    return items.toSorted((one, other) => one.score.mean! - other.score.mean! || (one.key < other.key ? -1 : 1));
  }

  /** All they have submitted, whether it counted or another's did. */
  async #inspectors(scope: Scope, circle: RowCircle | null): Promise<ReportRow[]> {
    const rows = await (
      await this.#evaluations(scope, circle)
    )
      .andWhere('e.submittedAt IS NOT NULL AND e.inspectorId IS NOT NULL')
      .select('e.inspectorId', 'key')
      .addSelect('e.agentId', 'agentId')
      .addSelect('COUNT(*)', 'n')
      .addSelect('SUM(e.score)', 'sum')
      .addSelect('SUM(e.score * e.score)', 'squares')
      .addSelect('SUM(CASE WHEN e.passed THEN 1 ELSE 0 END)', 'passed')
      .groupBy('e.inspectorId')
      .addGroupBy('e.agentId')
      .getRawMany<Sums>();
    const given = rows.map((row) => ({ ...summed(row), agentId: String(row['agentId']) }));
    const severity = severityOf(given.map(({ key: inspectorId, ...each }) => ({ inspectorId, ...each })));
    const byInspector = [...Map.groupBy(given, ({ key }) => key)].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return byInspector.map(([key, all]) => reportRow(added(key, all), severity.get(key)));
  }

  async #trend(period: 'day' | 'week' | 'month', timeZone: string, scope: Scope, circle: RowCircle | null) {
    const query = (await this.#released(scope, circle)).select(['e.id', 'e.finishedAt', 'e.score', 'e.passed']);
    const starts = new Map<number, string>();
    const startOf = (at: Date) => {
      const hour = Math.floor(at.getTime() / HOUR_MS);
      const start = starts.get(hour) ?? periodAt(at, { period, timeZone }).from.toISOString();
      starts.set(hour, start);
      return start;
    };
    const rows = await query.orderBy('e.finishedAt').getMany();
    const each = rows.map(({ finishedAt, score, passed }) => {
      const percent = score! / 100;
      return { key: startOf(finishedAt), n: 1, sum: percent, squares: percent ** 2, passed: passed ? 1 : 0 };
    });
    return Array.from(
      Map.groupBy(each, ({ key }) => key),
      ([key, all]) => reportRow(added(key, all)),
    );
  }

  /** What was given to each within some days of their training. */
  async #around(trained: ReadonlyMap<string, number>, body: BeforeAfterBody, circle: RowCircle | null) {
    const { days, itemKey, scorecardId, origins } = body;
    if (trained.size === 0) return new Map<string, Given[]>();
    const iso = (ms: number) => new Date(ms).toISOString();
    const [moments, people] = [[...trained.values()], [...trained.keys()]];
    const [from, to] = [iso(Math.min(...moments) - days * DAY_MS), iso(Math.max(...moments) + days * DAY_MS)];
    const scope = { from, to, scorecardId, origins };
    const rows =
      itemKey === undefined
        ? await (
            await this.#released(scope, circle)
          )
            .select(['e.id', 'e.agentId', 'e.finishedAt', 'e.score'])
            .andWhere('e.agentId IN (:...people)', { people })
            .getMany()
        : await (
            await this.#itemRows(scope, circle)
          )
            .andWhere({ itemKey })
            .andWhere('e.agentId IN (:...people)', { people })
            .getMany();
    const given = rows.map((row) => {
      const percent = ('share' in row ? row.share : row.score!) / 100;
      return { agentId: row.agentId!, at: row.finishedAt.getTime(), percent };
    });
    const isNear = ({ agentId, at }: Given) => {
      const since = at - trained.get(agentId)!;
      return since >= -days * DAY_MS && since < days * DAY_MS;
    };
    return Map.groupBy(given.filter(isNear), ({ agentId }) => agentId);
  }

  /** What counts: agents know of it. */
  async #released(scope: Scope, circle: RowCircle | null) {
    return (await this.#evaluations(scope, circle)).andWhere('e.releasedAt IS NOT NULL AND e.agentId IS NOT NULL');
  }

  async #evaluations(scope: Scope, circle: RowCircle | null) {
    const query = (await this.database.reader()).createQueryBuilder<Evaluation>(EvaluationSchema, 'e');
    return query
      .where("e.score IS NOT NULL AND e.state <> 'retracted'")
      .andWhere(...inScope(scope))
      .andWhere(...reached(circle));
  }

  async #itemRows(scope: Scope, circle: RowCircle | null) {
    const query = (await this.database.reader()).createQueryBuilder<EvaluationItem>(EvaluationItemSchema, 'e');
    return query.where(...inScope(scope)).andWhere(...reached(circle));
  }
}

function inScope({ from, to, scorecardId, agentId, origins }: Scope): [string, Record<string, unknown>] {
  const parts = ['e.finishedAt >= :from AND e.finishedAt < :to AND e.origin IN (:...origins)'];
  if (scorecardId !== undefined) parts.push('e.scorecardId = :scorecardId');
  if (agentId !== undefined) parts.push('e.agentId = :agentId');
  return [parts.join(' AND '), { from: new Date(from), to: new Date(to), origins, scorecardId, agentId }];
}

function reached(circle: RowCircle | null) {
  return named(withinCircle(circle, { people: ['e.agentId'], teams: ['e.teamId'] }), 'seen');
}

function added(key: string, all: readonly Summed[]): Summed {
  const sumOf = (name: 'n' | 'sum' | 'squares' | 'passed') => all.reduce((total, each) => total + each[name], 0);
  return { key, n: sumOf('n'), sum: sumOf('sum'), squares: sumOf('squares'), passed: sumOf('passed') };
}

/** Null: they were not judged before, or not after. */
function pairOf(agentId: string, moment: number, given: readonly Given[]) {
  const [before, after] = [given.filter(({ at }) => at < moment), given.filter(({ at }) => at >= moment)];
  if (before.length === 0 || after.length === 0) return null;
  return { agentId, before: meanOf(before), after: meanOf(after) };
}

function meanOf(given: readonly Given[]): number {
  return given.reduce((sum, { percent }) => sum + percent, 0) / given.length;
}
