import { sopRunEnded } from '#libs/contracts/ticket-center/sop-run-events';
import type { DataOf } from '#libs/contracts/event-contract';
import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Injectable } from '@nestjs/common';
import { FigureTeams } from '../../figures/figure-teams.api.js';
import type { Interval } from '../../figures/figures.api.js';
import { SopOutcomeSchema, type SopOutcome } from './sop-outcome.schema.js';

export interface SopSums {
  readonly sop: string;
  readonly sopVersion: number;
  readonly runs: number;
  readonly solved: number;
  readonly escalated: number;
  readonly unsolved: number;
  readonly left: number;
  readonly rated: number;
  readonly satisfied: number;
}

const TOP_BOX = 5;
const COUNTS: Readonly<Record<Exclude<keyof SopSums, 'sop' | 'sopVersion'>, string>> = {
  runs: '1 = 1',
  solved: "s.ended = 'solved'",
  escalated: "s.ended = 'escalated'",
  unsolved: "s.ended = 'unsolved'",
  left: 's.ended IS NULL',
  rated: 'COALESCE(o.score, c.score) IS NOT NULL',
  satisfied: `COALESCE(o.score, c.score) = ${TOP_BOX}`,
};

/** What customers thought of what SOPs were followed for. */
@Injectable()
export class SopOutcomes {
  constructor(
    private readonly database: Database,
    private readonly teams: FigureTeams,
  ) {}

  /** Told once more it is the same row. */
  async ended({ runId, sop, sopVersion, ...run }: DataOf<typeof sopRunEnded>): Promise<void> {
    const { outcome: ended, subject, startedBy: agentId, at } = run;
    await this.database.transaction(async (tx) => {
      const teamId = await this.teams.teamOf(tx, agentId);
      const row = { runId, sop, sopVersion, ended, subjectId: subject.id, agentId, teamId, endedAt: Date.parse(at) };
      if (await tx.existsBy(SopOutcomeSchema, { runId })) return;
      await tx.insert(SopOutcomeSchema, row);
    });
  }

  /** By SOP and version, of runs that ended in the time; instants are ms, the end is excluded. @param circle whose; null: everybody's */
  async sums({ from, to }: Interval, circle: RowCircle | null): Promise<SopSums[]> {
    const query = (await this.database.reader())
      .createQueryBuilder<SopOutcome>(SopOutcomeSchema, 's')
      .select('s.sop', 'sop')
      .addSelect('s.sopVersion', 'sopVersion')
      .leftJoin('outcome', 'o', 'o.id = s.subjectId')
      .leftJoin('outcome', 'c', 'c.conversationId = s.subjectId')
      .where('s.endedAt >= :from AND s.endedAt < :to', { from, to })
      .andWhere(...named(withinCircle(circle, { people: ['s.agentId'], teams: ['s.teamId'] }), 'seen'))
      .groupBy('s.sop')
      .addGroupBy('s.sopVersion')
      .orderBy('s.sop')
      .addOrderBy('s.sopVersion');
    for (const [name, condition] of Object.entries(COUNTS))
      query.addSelect(`SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`, name);
    const rows = await query.getRawMany<Record<keyof SopSums, string | number>>();
    return rows.map(({ sop, ...row }) => {
      const numbers = Object.entries(row).map(([name, value]) => [name, Number(value)]);
      return { ...Object.fromEntries(numbers), sop: String(sop) } as SopSums;
    });
  }
}
