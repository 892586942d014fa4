import type { EntityManager, EntitySchema } from 'typeorm';
import { deleteRows, insertRows } from '../changes/rows.js';
import { DurationHistogram, type StoredDurations } from './duration-histogram.js';
import type { StatisticRows } from './statistic-rows.js';
import {
  DayStatisticSchema,
  FlowStatisticSchema,
  NodeStatisticSchema,
  RecentStatisticSchema,
  type TallyColumns,
} from './statistic.schema.js';
import { NodeTally } from './tally.js';

/** SQLite takes no condition of more than a thousand parts. */
const AT_ONCE = 100;

/** Adds to what is there. Rows are taken in one order, so that two who add wait for each other in no circle. */
export async function addStatistics(tx: EntityManager, rows: StatisticRows, locksRows: boolean): Promise<void> {
  await add(tx, NodeStatisticSchema, rows.nodes, tallied, locksRows);
  await add(tx, RecentStatisticSchema, rows.recent, tallied, locksRows);
  await add(tx, FlowStatisticSchema, rows.flows, (a, b) => ({ taken: a.taken + b.taken }), locksRows);
  await add(
    tx,
    DayStatisticSchema,
    rows.days,
    (a, b) => ({
      completed: a.completed + b.completed,
      failed: a.failed + b.failed,
      cancelled: a.cancelled + b.cancelled,
      durations: together(a.durations, b.durations),
    }),
    locksRows,
  );
}

async function add<Row extends object>(
  tx: EntityManager,
  schema: EntitySchema<Row>,
  rows: readonly Row[],
  sum: (kept: Row, more: Row) => Partial<Row>,
  locksRows: boolean,
): Promise<void> {
  const keyed = rows.map((row) => ({ row, key: keyOf(schema, row) }));
  const ordered = keyed.sort((a, b) => (nameOf(a.key) < nameOf(b.key) ? -1 : 1));
  for (let from = 0; from < ordered.length; from += AT_ONCE) {
    const some = ordered.slice(from, from + AT_ONCE);
    const known = await tx.find(schema, {
      where: some.map(({ key }) => key) as never,
      ...(locksRows && { lock: { mode: 'pessimistic_write' } }),
    });
    const kept = new Map(known.map((row) => [nameOf(keyOf(schema, row)), row]));
    await deleteRows(
      tx,
      schema,
      known.map((row) => keyOf(schema, row)),
    );
    const summed = some.map(({ row, key }) => {
      const before = kept.get(nameOf(key));
      return before ? { ...row, ...sum(before, row) } : row;
    });
    await insertRows(tx, schema, summed);
  }
}

function keyOf<Row extends object>({ options }: EntitySchema<Row>, row: Row): Partial<Row> {
  const columns = Object.keys(options.columns) as (keyof Row & string)[];
  const primary = columns.filter((column) => options.columns[column]?.primary);
  return Object.fromEntries(primary.map((column) => [column, row[column]])) as Partial<Row>;
}

function nameOf(key: object): string {
  return JSON.stringify(Object.values(key));
}

function tallied(a: TallyColumns, b: TallyColumns): TallyColumns {
  const sum = new NodeTally();
  sum.merge(a);
  sum.merge(b);
  return sum.stored();
}

function together(a: StoredDurations, b: StoredDurations): StoredDurations {
  const sum = new DurationHistogram();
  sum.merge(a);
  sum.merge(b);
  return sum.stored();
}
