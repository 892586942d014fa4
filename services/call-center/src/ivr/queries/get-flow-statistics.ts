import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import type { Exit } from '../domain/dialogue/session-state.js';
import { FlowVersions } from '../flow/flow-versions.js';
import { IvrNodeCountSchema, IvrSessionSchema } from '../infra/ivr-session.schema.js';

interface ExitCount {
  exit: Exit | null;
  node: string | null;
  contained: boolean | number | null;
  count: number | string;
}
interface NodeCount {
  node: string;
  visits: number | string;
  exhausted: number | string;
}

export interface FlowStatistics {
  readonly sessions: number;
  readonly running: number;
  readonly contained: number;
  /** Contained of those that ended; null while none did. */
  readonly containment: number | null;
  readonly exits: { exit: Exit; node: string; count: number }[];
  readonly nodes: { node: string; visits: number; retriesExhausted: number }[];
}

export class GetFlowStatistics extends Query<FlowStatistics> {
  constructor(
    readonly flowId: string,
    readonly number: number,
  ) {
    super();
  }
}

@QueryHandler(GetFlowStatistics)
export class GetFlowStatisticsHandler implements IQueryHandler<GetFlowStatistics> {
  constructor(
    private readonly database: Database,
    private readonly versions: FlowVersions,
  ) {}

  async execute({ flowId, number }: GetFlowStatistics): Promise<FlowStatistics> {
    await this.versions.get(flowId, number);
    const reader = await this.database.reader();
    const counts = await countExits(reader, flowId, number);
    const ended = counts.filter(({ exit }) => exit !== null);
    const sessions = total(counts);
    const contained = total(ended.filter((each) => Boolean(each.contained)));
    return {
      sessions,
      running: sessions - total(ended),
      contained,
      containment: total(ended) === 0 ? null : contained / total(ended),
      exits: byPlace(ended),
      nodes: await countNodes(reader, flowId, number),
    };
  }
}

function countExits(reader: EntityManager, flowId: string, flowVersion: number): Promise<ExitCount[]> {
  return reader
    .createQueryBuilder(IvrSessionSchema, 'session')
    .select('session.exit', 'exit')
    .addSelect('session.exitNode', 'node')
    .addSelect('session.contained', 'contained')
    .addSelect('COUNT(*)', 'count')
    .where({ flowId, flowVersion })
    .groupBy('session.exit')
    .addGroupBy('session.exitNode')
    .addGroupBy('session.contained')
    .getRawMany();
}

async function countNodes(reader: EntityManager, flowId: string, flowVersion: number) {
  const rows: NodeCount[] = await reader
    .createQueryBuilder(IvrNodeCountSchema, 'visited')
    .select('visited.node', 'node')
    .addSelect('SUM(visited.visits)', 'visits')
    .addSelect('SUM(visited.exhausted)', 'exhausted')
    .where({ flowId, flowVersion })
    .groupBy('visited.node')
    .orderBy('visited.node')
    .getRawMany();
  return rows.map(({ node, visits, exhausted }) => {
    return { node, visits: Number(visits), retriesExhausted: Number(exhausted) };
  });
}

/** Most frequent first. */
function byPlace(ended: readonly ExitCount[]): FlowStatistics['exits'] {
  const places = Map.groupBy(ended, ({ exit, node }) => `${exit} ${node}`).values();
  return Array.from(places, (rows) => ({ exit: rows[0]!.exit!, node: rows[0]!.node!, count: total(rows) })).toSorted(
    (a, b) => b.count - a.count || (a.node < b.node ? -1 : 1),
  );
}

function total(rows: readonly ExitCount[]): number {
  return rows.reduce((sum, { count }) => sum + Number(count), 0);
}
