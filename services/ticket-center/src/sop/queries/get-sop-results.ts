import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Between } from 'typeorm';
import { SopRunSchema, type SopRunRow } from '../infra/sop-run.schema.js';
import type { SopResults, SopResultsQuery } from '../sop.dto.js';

const COUNTED = {
  ...{ id: true, sopVersion: true, subjectKind: true, status: true, outcome: true, startedAt: true, endedAt: true },
  ...{ leftAt: true, subjectSolvedAt: true },
} as const;
type Counted = Pick<SopRunRow, keyof typeof COUNTED>;

const EVER = { from: new Date('2000-01-01T00:00:00Z'), to: new Date('2100-01-01T00:00:00Z') };

/** Of the runs begun in a time. */
export class GetSopResults extends Query<{ items: SopResults[] }> {
  constructor(
    readonly name: string,
    readonly range: SopResultsQuery,
  ) {
    super();
  }
}

/** What became of the runs of each version, the newest first. */
@QueryHandler(GetSopResults)
export class GetSopResultsHandler implements IQueryHandler<GetSopResults> {
  constructor(private readonly database: Database) {}

  async execute({ name: sopName, range: { from, to } }: GetSopResults): Promise<{ items: SopResults[] }> {
    const within = Between(from ? new Date(from) : EVER.from, to ? new Date(to) : EVER.to);
    const reader = await this.database.reader();
    const rows: Counted[] = await reader.find(SopRunSchema, {
      where: { sopName, startedAt: within },
      select: COUNTED,
    });
    const byVersion = Map.groupBy(rows, ({ sopVersion }) => sopVersion);
    const items = [...byVersion].map(([version, runs]) => resultsOf(version, runs));
    return { items: items.sort((a, b) => b.version - a.version) };
  }
}

function resultsOf(version: number, runs: readonly Counted[]): SopResults {
  const ended = runs.filter(({ status }) => status === 'ended');
  const about = runs.filter(({ subjectKind }) => subjectKind === 'ticket');
  const withOutcome = (outcome: Counted['outcome']) => ended.filter((run) => run.outcome === outcome).length;
  const seconds = ended.map(({ startedAt, endedAt }) => (endedAt!.getTime() - startedAt.getTime()) / 1_000);
  const places = Map.groupBy(
    runs.filter(({ leftAt }) => leftAt !== null),
    ({ leftAt }) => leftAt!,
  );
  return {
    ...{ version, used: runs.length, followed: ended.length },
    running: runs.filter(({ status }) => status === 'running').length,
    left: runs.filter(({ status }) => status === 'left').length,
    outcomes: { solved: withOutcome('solved'), escalated: withOutcome('escalated'), unsolved: withOutcome('unsolved') },
    tickets: about.length,
    ticketsSolved: about.filter(({ subjectSolvedAt }) => subjectSolvedAt !== null).length,
    meanSeconds: seconds.length === 0 ? null : seconds.reduce((sum, each) => sum + each, 0) / seconds.length,
    leftOff: [...places]
      .map(([at, { length: times }]) => ({ at, times }))
      .sort((a, b) => b.times - a.times || (a.at < b.at ? -1 : 1)),
  };
}
