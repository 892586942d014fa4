import type { EntityManager } from 'typeorm';
import { minuteOf } from '../statistics/statistic-rows.js';
import { RecentStatisticSchema } from '../statistics/statistic.schema.js';
import { NodeTally } from '../statistics/tally.js';

interface Which {
  /** To the minute. */
  readonly since: Date;
  /** null: all. */
  readonly definition: string | null;
  /** null: the process itself, whose node has the name of the definition. */
  readonly node: string | null;
}

/** Of instances that ended since, by definition; what ended in the last second or two may be missing. */
export async function recentTallies(
  reader: EntityManager,
  { since, definition, node }: Which,
): Promise<Map<string, NodeTally>> {
  const query = reader
    .createQueryBuilder(RecentStatisticSchema, 'recent')
    .where('recent.minute >= :minute', { minute: minuteOf(since) });
  if (definition !== null) query.andWhere('recent.definition = :definition', { definition });
  if (node === null) query.andWhere('recent.node = recent.definition');
  else query.andWhere('recent.node = :node', { node });
  const tallies = new Map<string, NodeTally>();
  for (const row of await query.getMany()) {
    const tally = tallies.get(row.definition) ?? new NodeTally();
    tally.merge(row);
    tallies.set(row.definition, tally);
  }
  return tallies;
}

export function together(tallies: Iterable<NodeTally>): NodeTally {
  const sum = new NodeTally();
  for (const tally of tallies) sum.merge(tally.stored());
  return sum;
}
