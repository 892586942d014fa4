import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import type { EntityManager, ObjectLiteral, QueryDeepPartialEntity, EntitySchema } from 'typeorm';
import { Between, type FindOptionsWhere } from 'typeorm';
import { QUARTER_MS } from '../calendar/intervals.js';
import type { LocalDays } from '../calendar/local-days.js';
import { TALLIED } from '../formulas/tally.js';
import { FigureCellSchema, FigureTimeSchema, type CellKey, type TimeCell } from './cell.schema.js';
import type { CellChange } from './contributions.js';
import { FigureLineSchema, type LineRow } from './line.schema.js';

/** Changes a cell by differences; lines are written before. Only a wait that was taken back asks what is the longest now. */
export async function changeCell(
  tx: EntityManager,
  { key, by, waitMs, goneMs }: CellChange,
  days: LocalDays,
): Promise<void> {
  const sums = Object.fromEntries(TALLIED.filter((name) => by[name] !== 0).map((name) => [name, by[name]]));
  const isWaitGone = goneMs > waitMs;
  const longest = isWaitGone ? await longestOf(tx, key, days) : waitMs;
  const longer = `CASE WHEN longestWaitMs < ${longest} THEN ${longest} ELSE longestWaitMs END`;
  const isWaitNews = waitMs !== goneMs;
  if (Object.keys(sums).length === 0 && !isWaitNews) return;
  const zeros = Object.fromEntries(TALLIED.map((name) => [name, 0]));
  await addTo(tx, FigureCellSchema, {
    key,
    sums,
    sets: isWaitNews ? { longestWaitMs: isWaitGone ? String(longest) : longer } : {},
    first: { ...zeros, ...sums, longestWaitMs: longest },
  });
}

/** Adds time to a cell. */
export function addTime(tx: EntityManager, { ms, ...key }: TimeCell): Promise<void> {
  return addTo(tx, FigureTimeSchema, { key, sums: { ms }, sets: {}, first: { ms } });
}

interface Addition {
  readonly key: object;
  readonly sums: Readonly<Record<string, number>>;
  /** SQL by column. */
  readonly sets: Readonly<Record<string, string>>;
  /** What the row begins with. */
  readonly first: object;
}

async function addTo<Row extends ObjectLiteral>(
  tx: EntityManager,
  schema: EntitySchema<Row>,
  { key, sums, sets, first }: Addition,
): Promise<void> {
  const added = Object.entries(sums).map(([name, by]) => [name, () => `${name} + ${by}`] as const);
  const set = Object.entries(sets).map(([name, sql]) => [name, () => sql] as const);
  const change = Object.fromEntries([...added, ...set]) as QueryDeepPartialEntity<Row>;
  const where = key as FindOptionsWhere<Row>;
  const add = async () => (await tx.createQueryBuilder().update(schema).set(change).where(where).execute()).affected;
  if ((await add()) !== 0) return;
  try {
    await tx.insert(schema, { ...key, ...first } as unknown as QueryDeepPartialEntity<Row>);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await add();
  }
}

/** The longest of all shards: larger than this one's at most by what another shard has anyway. */
async function longestOf(
  tx: EntityManager,
  { level, start, kind, id, part }: CellKey,
  days: LocalDays,
): Promise<number> {
  const from = start.getTime();
  const to = level === 'day' ? days.of(from).to : from + QUARTER_MS;
  const owner = kind === 'queue' ? { queueId: id } : { channel: id, product: part };
  const at = Between(new Date(from), new Date(to - 1));
  const where: FindOptionsWhere<LineRow> = { kind, at, ...owner };
  const lines = tx.createQueryBuilder(FigureLineSchema, 'line').select('MAX(line.waitMs)', 'longest').where(where);
  return Number((await lines.getRawOne<{ longest: number | string | null }>())?.longest ?? 0);
}
