import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { In, IsNull, Not } from 'typeorm';
import { newId } from '#libs/kernel/id';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { RecordType } from '#libs/process-engine/records';
import type { InstanceState, Snapshot } from '#libs/process-engine/snapshot';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { insertRows } from '../../src/process/changes/rows.js';
import { HeatMaps } from '../../src/process/records/heat-maps.js';
import { ProcessInstanceSchema, type ProcessInstanceRow } from '../../src/process/schema/process-instance.schema.js';
import { ProcessRecordSchema, type ProcessRecordRow } from '../../src/process/schema/process-record.schema.js';
import { StatisticFold } from '../../src/process/statistics/statistic-fold.js';
import { RecentStatisticSchema, statisticEntities } from '../../src/process/statistics/statistic.schema.js';
import { partitionOf } from '../../src/process/run/digest.js';
import { processDatabase, TENANTS } from './engine/process-world.js';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2026-11-20T00:00:00Z');

/** A visit of a node; null: it is still there. */
interface Visit {
  readonly node: string;
  readonly ms: number;
  readonly ends: 'left' | 'terminated' | null;
  readonly failures: number;
}

interface Life {
  readonly version: number;
  readonly day: number;
  readonly state: InstanceState;
  readonly visits: readonly Visit[];
}

const visit = fc.record({
  node: fc.constantFrom('look', 'pay', 'call'),
  ms: fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 10 * DAY_MS })),
  ends: fc.constantFrom('left' as const, 'left' as const, 'terminated' as const, null),
  failures: fc.nat({ max: 2 }),
});
const life = fc.record({
  version: fc.constantFrom(1, 1, 2),
  day: fc.nat({ max: 3 }),
  state: fc.constantFrom<InstanceState>('completed', 'completed', 'failed', 'cancelled', 'active', 'suspended'),
  visits: fc.array(visit, { maxLength: 4 }),
});
type Step = 'fold' | 'killed' | 'twice' | 'overtaken';
/** What happens to the statistics, in which order. */
const folding = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom<Step>('fold', 'killed', 'twice', 'overtaken'),
      most: fc.integer({ min: 1, max: 5 }),
    }),
  ),
  { maxLength: 8 },
);

onEachEngine('statistics of process instances', (open) => {
  let engine: Engine;
  let clock: FakeClock;
  let another: Database;
  let maps: HeatMaps;
  let fold: StatisticFold;
  beforeAll(async () => {
    engine = await open(processDatabase, TENANTS);
    another = engine.another();
  });
  beforeEach(async () => {
    clock = new FakeClock('2026-11-24T12:00:00Z');
    maps = new HeatMaps(engine.database);
    fold = new StatisticFold(engine.database, clock);
    await empty();
  });
  afterAll(() => engine.dispose());

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const empty = () =>
    acme(() =>
      engine.database.transaction(async (tx) => {
        for (const schema of [ProcessInstanceSchema, ProcessRecordSchema, ...statisticEntities])
          await tx.query(`DELETE FROM ${schema.options.name}`);
      }),
    );
  const live = (lives: readonly Life[]) => {
    const born = lives.map((each) => instanceOf(each));
    return acme(() =>
      engine.database.transaction(async (tx) => {
        await insertRows(
          tx,
          ProcessInstanceSchema,
          born.map(({ row }) => row),
        );
        await insertRows(
          tx,
          ProcessRecordSchema,
          born.flatMap(({ records }) => records),
        );
      }),
    );
  };
  const told = (query: { version?: number; from?: string; to?: string } = {}) =>
    acme(async () => {
      const of = { definition: 'refund', version: 1, ...query };
      return { map: await maps.of(of), days: await maps.days(of) };
    });
  type Work = Parameters<Database['transaction']>[0];
  /** Folds on a database whose transactions run as they are told to. */
  const foldOn = (database: Database, transaction: (work: Work) => Promise<unknown>) => {
    const tampered = { locksRows: database.locksRows, reader: () => database.reader(), transaction };
    return new StatisticFold(tampered as unknown as Database, clock);
  };
  const killed = () =>
    foldOn(engine.database, (work) =>
      engine.database.transaction(async (tx) => {
        await work(tx);
        throw new Error('killed before the commit');
      }),
    );
  const overtaken = (most: number) =>
    foldOn(engine.database, async (work) => {
      await fold.fold(most);
      return engine.database.transaction(work);
    });
  const carryOut = async ({ kind, most }: { kind: Step; most: number }) => {
    if (kind === 'fold') return void (await fold.fold(most));
    if (kind === 'killed')
      return void (await killed()
        .fold(most)
        .catch(() => 0));
    if (kind === 'overtaken') return void (await overtaken(most).fold(most));
    const other = new StatisticFold(engine.database.locksRows ? another : engine.database, clock);
    await Promise.all([fold.fold(most), other.fold(most)]);
  };
  const foldAll = async () => {
    while ((await fold.fold(50)) > 0);
  };
  /** As when they lie in cold storage. */
  const takeAway = () =>
    engine.database.transaction(async (tx) => {
      const counted = await tx.find(ProcessInstanceSchema, {
        select: { id: true },
        where: { countedAt: Not(IsNull()) },
      });
      const ids = counted.map(({ id }) => id);
      await tx.delete(ProcessRecordSchema, { instance: In(ids) });
      await tx.delete(ProcessInstanceSchema, { id: In(ids) });
    });

  it('say the same as the records, folded in any batches, again, by two at once and by those that are killed', async () => {
    const queries = [
      {},
      { version: 2 },
      { from: '2026-11-21' },
      { to: '2026-11-22' },
      { from: '2026-11-21', to: '2026-11-23' },
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(life, { maxLength: 12 }), folding, async (lives, steps) => {
        await empty();
        await live(lives);
        const before = await Promise.all(queries.map(told));
        await acme(async () => {
          for (const step of steps) await carryOut(step);
        });
        expect((await Promise.all(queries.map(told))).map(({ map }) => map)).toEqual(before.map(({ map }) => map));
        await acme(foldAll);
        await acme(takeAway);
        const after = await Promise.all(queries.map(told));
        expect(after.map(({ map }) => map)).toEqual(before.map(({ map }) => map));
        const counts = (all: typeof after) => all.map(({ days }) => days.map((day) => ({ ...day, duration: null })));
        expect(counts(after)).toEqual(counts(before));
      }),
      { seed: 37, numRuns: 15, endOnFailure: true },
    );
  }, 120_000);

  it('tell days apart, how instances ended and how long they took', async () => {
    const visits = [{ node: 'look', ms: 1_000, ends: 'left' as const, failures: 0 }];
    const each = { version: 1, day: 1, visits };
    await live([
      { ...each, state: 'completed' },
      { ...each, state: 'failed' },
      { ...each, state: 'active' },
      { ...each, state: 'completed', day: 2 },
    ]);
    await acme(foldAll);
    const { days, map } = await told();
    const duration = { mean: 1_000, p50: expect.closeTo(1_000, -2), p95: expect.closeTo(1_000, -2) };
    expect(days).toEqual([
      { day: '2026-11-22', started: 1, live: 0, completed: 1, failed: 0, cancelled: 0, duration },
      { day: '2026-11-21', started: 3, live: 1, completed: 1, failed: 1, cancelled: 0, duration },
    ]);
    expect(map).toMatchObject({
      instances: 4,
      nodes: [{ node: 'look', entered: 4, completed: 4 }],
      flows: { look: 4 },
    });
  });

  it('of the last hours are kept by the minute, and then dropped', async () => {
    await live([{ version: 1, day: 3, state: 'completed', visits: [] }]);
    await acme(foldAll);
    const recent = () => acme(async () => (await engine.database.reader()).countBy(RecentStatisticSchema, {}));
    await live([
      { version: 1, day: 3, state: 'completed', visits: [{ node: 'look', ms: 1, ends: 'left', failures: 0 }] },
    ]);
    await acme(foldAll);
    expect(await recent()).toBe(1);
    clock.set('2026-11-23T03:00:00Z');
    await acme(() => fold.forgetOld());
    expect(await recent()).toBe(1);
    clock.advance({ minutes: 1 });
    await acme(() => fold.forgetOld());
    expect(await recent()).toBe(0);
  });

  it('are folded by the process that has the tenant alone', async () => {
    await live([{ version: 1, day: 0, state: 'completed', visits: [] }]);
    const counted = () =>
      acme(async () => (await engine.database.reader()).countBy(ProcessInstanceSchema, { countedAt: Not(IsNull()) }));
    const mine = partitionOf('acme');
    await acme(() => fold.look([0, 1, 2, 3, 4, 5, 6, 7].filter((partition) => partition !== mine)));
    expect(await counted()).toBe(0);
    await acme(() => fold.look([mine]));
    expect(await counted()).toBe(1);
  });
});

/** Its rows; every visit follows the one before, and takes the way that is called as its node. */
function instanceOf({ version, day, state, visits }: Life): { row: ProcessInstanceRow; records: ProcessRecordRow[] } {
  const startedAt = new Date(FIRST_DAY + day * DAY_MS);
  const id = newId(startedAt);
  const records: ProcessRecordRow[] = [];
  let now = startedAt.getTime();
  const record = (type: RecordType, element: number, node: string | null, body: object = {}) =>
    records.push({ instance: id, seq: records.length + 1, type, element, node, run: 1, at: new Date(now), body });
  visits.forEach(({ node, ms, ends, failures }, at) => {
    record('element-entered', at + 2, node);
    for (let failed = 0; failed < failures; failed++) record('call-attempt-failed', at + 2, node);
    now += ms;
    if (ends) record(`element-${ends}`, at + 2, node);
    if (ends === 'left') record('flow-taken', at + 2, null, { flow: node });
  });
  const hasEnded = state !== 'active' && state !== 'suspended';
  const row = {
    ...{ id, definitionId: 'refund', version, businessKey: null, parentInstance: null, parentWait: null },
    ...{ rootInstance: id, state, status: null, seq: records.length, snapshot: {} as Snapshot, startedAt },
    ...{ endedAt: hasEnded ? new Date(now) : null, countedAt: null },
  };
  return { row, records };
}
