import { Database } from '#libs/persistence/database';
import { meanInterval, wilsonInterval, type Estimate } from '#libs/quality-rules/statistics/intervals';
import { studentQuantile } from '#libs/quality-rules/statistics/quantiles';
import { Injectable } from '@nestjs/common';
import { EvaluationSchema } from '../evaluation/evaluation.schema.js';
import type { Candidate, DrawRow, PlanContent } from './plan.schema.js';

/** What a draw tells of an agent. */
export interface AgentCoverage {
  readonly agentId: string;
  readonly population: number;
  readonly drawn: number;
  readonly done: number;
  /** Of all the agent's work of the period. */
  readonly score: Estimate;
  readonly passRate: Estimate;
  readonly sums: { readonly n: number; readonly sum: number; readonly squares: number };
}

/** How much is known of whom after a draw. */
@Injectable()
export class CoverageReader {
  constructor(private readonly database: Database) {}

  async of({ id, drawn, more }: DrawRow, candidates: readonly Candidate[]): Promise<AgentCoverage[]> {
    const taken = new Set([...drawn, ...more]);
    const done = await this.#done(id);
    return Array.from(
      Map.groupBy(candidates, ({ agentId }) => agentId),
      ([agentId, theirs]) => {
        const { n, sum, squares, passed } = done.get(agentId) ?? { n: 0, sum: 0, squares: 0, passed: 0 };
        const sums = { n, sum, squares };
        return {
          ...{ agentId, population: theirs.length, drawn: theirs.filter(({ key }) => taken.has(key)).length, done: n },
          ...{ score: meanInterval(sums, 0.95, theirs.length), passRate: wilsonInterval(passed, n), sums },
        };
      },
    ).toSorted((one, other) => (one.agentId < other.agentId ? -1 : 1));
  }

  /** Agents of whom more is to be drawn, and how much. */
  async lacking(draw: DrawRow, candidates: readonly Candidate[]) {
    const { coverage } = draw.content;
    if (coverage === null) return [];
    return (await this.of(draw, candidates))
      .map((each) => ({ agentId: each.agentId, lacks: lackOf(each, coverage) }))
      .filter(({ lacks }) => lacks > 0);
  }

  /** Scores in percent. */
  async #done(drawId: string) {
    const rows = await (
      await this.database.reader()
    )
      .createQueryBuilder(EvaluationSchema, 'e')
      .select('e.agentId', 'agentId')
      .addSelect('COUNT(e.score)', 'n')
      .addSelect('SUM(e.score)', 'sum')
      .addSelect('SUM(e.score * e.score)', 'squares')
      .addSelect('SUM(CASE WHEN e.passed THEN 1 ELSE 0 END)', 'passed')
      .where("e.drawId = :drawId AND e.releasedAt IS NOT NULL AND e.score IS NOT NULL AND e.state <> 'retracted'", {
        drawId,
      })
      .groupBy('e.agentId')
      .getRawMany<Record<'agentId' | 'n' | 'sum' | 'squares' | 'passed', string>>();
    return new Map(
      rows.map(({ agentId, n, sum, squares, passed }) => [
        agentId,
        { n: Number(n), sum: Number(sum) / 100, squares: Number(squares) / 10_000, passed: Number(passed) },
      ]),
    );
  }
}

/** So many that each has the least, or that the interval would be as narrow as asked if they are as varied as those seen. */
export function lackOf(
  { population, drawn, sums, score }: AgentCoverage,
  { least, halfWidth, mostMore }: NonNullable<PlanContent['coverage']>,
): number {
  const room = Math.min(population - drawn, mostMore);
  const few = Math.max(0, Math.min(least, population) - drawn);
  if (halfWidth === null || score.mean === null || sums.n < 2) return Math.min(few, room);
  const variance = Math.max(0, (sums.squares - sums.n * score.mean ** 2) / (sums.n - 1));
  const needed = Math.ceil((studentQuantile(0.975, sums.n - 1) ** 2 * variance) / halfWidth ** 2);
  return Math.max(0, Math.min(Math.max(few, needed - drawn), room));
}
