import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { WorkItemSchema, type WorkItemRow } from '../infra/work-item.schema.js';
import type { PoolCount } from '../work-item.dto.js';

export class CountWorkItems extends Query<PoolCount[]> {}

/** SQLite has numbers, MariaDB texts for sums. */
interface Counted {
  readonly pool: string | null;
  readonly open: number | string;
  readonly claimed: number | string;
  readonly overdue: number | string;
}

/** What waits and what is being done in each pool, in one query that reads an index alone. */
@QueryHandler(CountWorkItems)
export class CountWorkItemsHandler implements IQueryHandler<CountWorkItems> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<PoolCount[]> {
    const reader = await this.database.reader();
    const counted = await reader
      .createQueryBuilder<WorkItemRow>(WorkItemSchema, 'item')
      .select('item.pool', 'pool')
      .addSelect("SUM(CASE WHEN item.state = 'open' THEN 1 ELSE 0 END)", 'open')
      .addSelect("SUM(CASE WHEN item.state = 'claimed' THEN 1 ELSE 0 END)", 'claimed')
      .addSelect('SUM(CASE WHEN item.due < :now THEN 1 ELSE 0 END)', 'overdue')
      .where("item.state IN ('open', 'claimed')")
      .setParameter('now', this.clock.now())
      .groupBy('item.pool')
      .orderBy('item.pool')
      .getRawMany<Counted>();
    return counted.map(({ pool, open, claimed, overdue }) => ({
      ...{ pool, open: Number(open), claimed: Number(claimed), overdue: Number(overdue) },
    }));
  }
}
