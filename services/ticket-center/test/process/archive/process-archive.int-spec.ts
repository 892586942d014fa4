import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { InstanceOver } from '#libs/process-engine/core/refusals';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { Archiver, ChangedMeanwhile } from '../../../src/process/archive/archiver.js';
import { ColdChunkSchema, type ColdChunkRow } from '../../../src/process/archive/cold-chunk.schema.js';
import { ChunkDamaged } from '../../../src/process/archive/cold-chunks.js';
import { inflate } from '../../../src/process/archive/packed-instances.js';
import { ProcessPayloadSchema } from '../../../src/process/payloads/process-payload.schema.js';
import { sha256 } from '../../../src/process/run/digest.js';
import { InstanceNotFound, TaskGone } from '../../../src/process/run/process.errors.js';
import { ProcessInstanceSchema } from '../../../src/process/schema/process-instance.schema.js';
import { ArchiveWorld, COLD, HOT, WatchedDatabase } from './archive-world.js';
import { TENANTS, processDatabase } from '../engine/process-world.js';
import { scripted, type Script } from '../engine/scripted-rules.js';

const TASK = { type: 'open-task', id: 1, input: {} } as const;
const END = { type: 'end-instance', outcome: 'completed', variables: {} } as const;
const FAIL = { type: 'end-instance', outcome: 'failed', variables: {} } as const;
const CHILD = { type: 'start-child', id: 2, definition: 'script', version: 'latest' } as const;
const ARCHIVED = 'switchboard_process_archived_total';
const FAILURES = 'switchboard_process_archive_failures_total';

onEachEngine('the archive of ended processes', (open) => {
  let engine: Engine;
  let clock: FakeClock;
  let world: ArchiveWorld;
  let keys = 0;
  beforeAll(async () => {
    engine = await open(processDatabase, TENANTS);
  });
  beforeEach(async () => {
    clock = new FakeClock('2026-09-01T09:00:00Z');
    world = new ArchiveWorld(engine.database, clock);
    await acme(() =>
      engine.database.transaction(async (tx) => {
        for (const schema of [...HOT, ...COLD]) await tx.clear(schema);
      }),
    );
  });
  afterAll(() => engine.dispose());

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const start = (script: Partial<Script>, more = {}) =>
    acme(async () => {
      const given = { definition: 'script', variables: scripted(script), ...more };
      const { instance } = await world.processes.start(`archive-${keys++}`, given);
      await world.settled();
      clock.advance(1_000);
      return instance;
    });
  const ended = async (count: number) => {
    const ids: string[] = [];
    for (let nth = 0; nth < count; nth++) ids.push(await start({ start: [nth % 2 ? FAIL : END] }));
    return ids;
  };
  const withPayload = (instance: string, value: unknown) =>
    acme(() =>
      engine.database.transaction((tx) =>
        tx.insert(ProcessPayloadSchema, { instance, sha256: 'a'.repeat(64), bytes: 9, content: { value } as object }),
      ),
    );
  const complete = (instance: string, wait = 1) =>
    acme(async () => {
      const done = { instance, wait, result: {}, by: 'mia' };
      await world.processes.completeTask(`archive-${keys++}`, done).finally(() => world.settled());
    });
  const sweep = (by = world, goesOn?: number) => acme(() => by.sweep(goesOn));
  const rows = (schemas: typeof HOT) =>
    acme(async () => {
      const reader = await engine.database.reader();
      return Promise.all(schemas.map((schema) => reader.count(schema)));
    });
  /** All that can be read of them. */
  const everything = (ids: readonly string[]) =>
    acme(async () => {
      await world.count();
      const whole = await Promise.all(
        ids.map(async (id) => {
          const instance = await world.stored.open(id);
          const { row } = instance;
          const payload = await instance.payload('a'.repeat(64));
          return { row, records: await instance.records({}), payload, status: await world.processes.status(id) };
        }),
      );
      return { whole, listed: await world.stored.list({}, 200) };
    });

  it('takes what ended so many days ago, of whatever outcome, and nothing else', async () => {
    const [completed, failed] = (await ended(2)) as [string, string];
    const cancelled = await start({ start: [TASK] });
    await acme(() => world.processes.cancel('c', cancelled, { operator: 'mia', reason: 'a test' }));
    const active = await start({ start: [TASK] });
    clock.advance({ days: 29 });
    expect(await sweep()).toBe(0);
    expect((await rows(HOT))[0]).toBe(4);
    clock.advance({ days: 1 });
    const young = await start({ start: [END] });
    const before = await everything([completed, failed, cancelled, active, young]);
    expect(await sweep()).toBe(0);
    const left = await acme(async () => (await engine.database.reader()).find(ProcessInstanceSchema));
    expect(left.map(({ id }) => id).toSorted()).toEqual([active, young].toSorted());
    expect(await everything([completed, failed, cancelled, active, young])).toEqual(before);
    expect(await world.counted(ARCHIVED)).toBe(3);
  });

  it('leaves alone what is not in the statistics yet', async () => {
    await ended(1);
    clock.advance({ days: 31 });
    expect([await acme(() => world.sweepUncounted()), (await rows(COLD))[0]]).toEqual([1, 0]);
    expect([await sweep(), (await rows(COLD))[0]]).toEqual([0, 1]);
  });

  it('takes a family only when all of it is over', async () => {
    const root = await start({ start: [{ ...CHILD, variables: scripted({ start: [END] }) }, TASK], 1: [END] });
    clock.advance({ days: 40 });
    expect([await sweep(), (await rows(HOT))[0]]).toEqual([1, 2]);
    await complete(root);
    clock.advance({ days: 31 });
    const [before] = [await everything([root])];
    expect([await sweep(), (await rows(HOT))[0], (await rows(COLD))[0]]).toEqual([0, 0, 2]);
    expect(await everything([root])).toEqual(before);
    expect(await acme(() => world.stored.list({ root }, 10))).toHaveLength(2);
  });

  it('merges many to few chunks, and leaves nothing behind', async () => {
    const ids = await ended(20);
    await withPayload(ids[3]!, { 说: ['你好', null, 1.5] });
    const before = await everything(ids);
    clock.advance({ days: 31 });
    await sweep();
    expect(await rows(HOT)).toEqual([0, 0, 0]);
    // One of completed, one of failed.
    expect(await rows(COLD)).toEqual([20, 2]);
    expect(await everything(ids)).toEqual(before);
  });

  it('keeps what takes more room than one column has', async () => {
    const [id] = (await ended(1)) as [string];
    const noise = Array.from({ length: 60_000 }, () => Math.random());
    await withPayload(id, noise);
    const before = await everything([id]);
    clock.advance({ days: 31 });
    await sweep();
    expect((await rows(COLD))[1]).toBeGreaterThan(1);
    expect(await everything([id])).toEqual(before);
  });

  it('shows lists page by page in one order, wherever their instances are', async () => {
    const ids: string[] = [];
    for (let nth = 0; nth < 9; nth++)
      ids.push(await start({ start: nth % 3 ? [END] : [TASK] }, { businessKey: `B${nth % 2}` }));
    clock.advance({ days: 31 });
    ids.push(...(await ended(2)));
    const pages = (query: object) =>
      acme(async () => {
        const found = [];
        for (let before: string | undefined; ;) {
          const page = await world.stored.list(query, 2, before);
          if (page.length === 0) return found;
          found.push(...page);
          before = page.at(-1)!.id;
        }
      });
    const queries = [
      {},
      { state: 'completed' },
      { state: 'active', definition: 'script', version: 1 },
      { businessKey: 'B1' },
      { businessKey: 'B0', state: 'completed' },
      { root: ids[1] },
      { version: 2 },
      { withIncident: true },
      { startedFrom: new Date('2026-09-01T09:00:03Z'), startedBefore: new Date('2026-09-15T00:00:00Z') },
    ] as const;
    const hot = await Promise.all(queries.map(pages));
    await sweep();
    expect((await rows(COLD))[0]).toBe(6);
    expect(await Promise.all(queries.map(pages))).toEqual(hot);
    expect(hot[0]!.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(hot.map((found) => found.length)).toEqual([11, 7, 3, 4, 3, 1, 0, 0, 6]);
  });

  it('stops between two chunks when there is no time', async () => {
    await ended(4);
    clock.advance({ days: 31 });
    expect([await sweep(world, 1), await sweep(world, 0), await sweep()]).toEqual([2, 2, 0]);
  });

  describe('loses nothing and shows nothing twice', () => {
    it('whichever call to the database is the last one before a crash', async () => {
      const ids = await ended(6);
      await withPayload(ids[0]!, 'large');
      const before = await everything(ids);
      clock.advance({ days: 31 });
      const crashed: string[] = [];
      for (let crashAt = 0; ; crashAt++) {
        let calls = 0;
        const through = new WatchedDatabase(engine.database, (call) => {
          if (calls++ < crashAt) return;
          crashed.push(call);
          throw new Error('the process was killed');
        });
        const failing = sweep(new ArchiveWorld(engine.database, clock, through));
        const [survived] = await Promise.allSettled([failing]);
        expect(await everything(ids)).toEqual(before);
        if (survived.status === 'fulfilled') break;
      }
      expect(new Set(crashed)).toEqual(new Set(['find', 'insert', 'query', 'delete', 'commit']));
      expect([await rows(HOT), (await rows(COLD))[0]]).toEqual([[0, 0, 0], 6]);
    });

    it('when two processes archive the same at once', async () => {
      const ids = await ended(8);
      const before = await everything(ids);
      clock.advance({ days: 31 });
      await Promise.all([sweep(), sweep(new ArchiveWorld(engine.another(), clock))]);
      await sweep();
      expect([(await rows(HOT))[0], (await rows(COLD))[0]]).toEqual([0, 8]);
      expect(await everything(ids)).toEqual(before);
    });

    it('while it is read: what was begun in the tables ends in the archive', async () => {
      const [id] = (await ended(1)) as [string];
      await withPayload(id, 'large');
      const instance = await acme(() => world.stored.open(id));
      const before = await everything([id]);
      clock.advance({ days: 31 });
      await sweep();
      expect(await acme(() => instance.records({}))).toEqual(before.whole[0]!.records);
      expect(await acme(() => instance.payload('a'.repeat(64)))).toEqual(before.whole[0]!.payload);
    });

    it('while it is packed: what was written to meanwhile stays', async () => {
      const [id] = (await ended(1)) as [string];
      clock.advance({ days: 31 });
      const writes = () => complete(id).catch(() => undefined);
      const through = new WatchedDatabase(engine.database, () => undefined, writes);
      await expect(acme(() => new Archiver(through, clock).archive([id]))).rejects.toThrow(ChangedMeanwhile);
      expect([await rows(HOT), await rows(COLD)]).toEqual([
        [1, 2, 0],
        [0, 0],
      ]);
    });
  });

  describe('is verified by reading it back', () => {
    /** Bytes that are not what they were, as a column that is too narrow or a broken disk leaves them. */
    const damaging = (damage: (row: ColdChunkRow) => void) =>
      new ArchiveWorld(
        engine.database,
        clock,
        new WatchedDatabase(engine.database, (call, [schema, row]) => {
          if (call === 'insert' && schema === ColdChunkSchema) damage(row as ColdChunkRow);
        }),
      );

    it.each([
      ['a bit that fell over', (row: ColdChunkRow) => void (row.bytes = flipped(row.bytes))],
      ['an end that is missing', (row: ColdChunkRow) => void (row.bytes = row.bytes.subarray(0, -9))],
      ['a value that is another', (row: ColdChunkRow) => rewrite(row, (text) => text.replace('"seq":1', '"seq":2'))],
      ['text that is none', (row: ColdChunkRow) => rewrite(row, (text) => text.replaceAll('"', "'"))],
    ])('and because of %s nothing is removed; it is logged and counted', async (_, damage) => {
      const ids = await ended(3);
      const before = await everything(ids);
      clock.advance({ days: 31 });
      const broken = damaging(damage);
      expect(await sweep(broken)).toBe(3);
      expect([(await rows(HOT))[0], await rows(COLD)]).toEqual([3, [0, 0]]);
      expect(await everything(ids)).toEqual(before);
      // Two together, each of them alone, and the one of the other chunk.
      expect([await broken.counted(FAILURES), await broken.counted(ARCHIVED)]).toEqual([4, 0]);
      expect(broken.logged.map(({ level }) => level)).toEqual([50, 50, 50, 50]);
    });

    it('and what cannot be kept stays behind alone', async () => {
      const ids = await ended(7);
      const before = await everything(ids);
      const [poison] = ids as [string];
      clock.advance({ days: 31 });
      const broken = damaging((row) => {
        if (inflate(row.bytes).includes(poison)) row.bytes = flipped(row.bytes);
      });
      expect(await sweep(broken)).toBe(1);
      expect([(await rows(HOT))[0], (await rows(COLD))[0]]).toEqual([1, 6]);
      expect(await everything(ids)).toEqual(before);
      expect([await broken.counted(FAILURES), await broken.counted(ARCHIVED)]).toEqual([2, 6]);
    });

    it('also later, when it is read: damage is an error, not an absence', async () => {
      const ids = await ended(1);
      clock.advance({ days: 31 });
      await sweep();
      await acme(() =>
        engine.database.transaction(async (tx) => {
          const [row] = await tx.find(ColdChunkSchema);
          await tx.update(ColdChunkSchema, { chunk: row!.chunk }, { bytes: flipped(row!.bytes) });
        }),
      );
      await expect(everything(ids)).rejects.toThrow(ChunkDamaged);
      await acme(() => engine.database.transaction((tx) => tx.clear(ColdChunkSchema)));
      await expect(everything(ids)).rejects.toThrow(ChunkDamaged);
    });
  });

  describe('gives back', () => {
    it('one that gets a command, with what became of it; and takes it again', async () => {
      const ids = await ended(4);
      const [, late] = ids as [string, string];
      await withPayload(late, 'large');
      clock.advance({ days: 31 });
      await sweep();
      const before = await everything(ids);
      await expect(complete(late)).rejects.toThrow(TaskGone);
      expect([(await rows(HOT))[0], (await rows(COLD))[0]]).toEqual([1, 3]);
      const after = await everything(ids);
      expect(after.whole[1]!.records.map(({ type }) => type)).toEqual(['command-taken', 'command-ignored']);
      expect(after.whole[1]!.payload).toEqual(before.whole[1]!.payload);
      expect(after.whole.toSpliced(1, 1)).toEqual(before.whole.toSpliced(1, 1));
      await sweep();
      expect([(await rows(HOT))[0], (await rows(COLD))[0]]).toEqual([0, 4]);
      expect(await everything(ids)).toEqual(after);
    });

    it('nothing for a command that is refused', async () => {
      const [id] = (await ended(1)) as [string];
      clock.advance({ days: 31 });
      await sweep();
      world.rules.ready = () =>
        Promise.resolve(() => {
          throw new InstanceOver('It is over.');
        });
      await expect(complete(id)).rejects.toThrow(InstanceOver);
      expect([(await rows(HOT))[0], (await rows(COLD))[0]]).toEqual([0, 1]);
    });

    it('one once to several commands at a time; a chunk without instances is removed', async () => {
      const ids = await ended(6);
      clock.advance({ days: 31 });
      await sweep();
      const other = new ArchiveWorld(engine.another(), clock);
      const late = (by: ArchiveWorld, instance: string) =>
        acme(() => by.processes.completeTask(`late-${keys++}`, { instance, wait: 1, result: {}, by: 'mia' }));
      const all = ids.flatMap((id) => [late(world, id), late(other, id), late(world, id)]);
      const outcomes = await Promise.allSettled(all);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([]);
      expect(outcomes.map((each) => (each as PromiseRejectedResult).reason as unknown)).toEqual(
        outcomes.map(() => expect.any(TaskGone)),
      );
      const { whole, listed } = await everything(ids);
      expect(whole.map(({ records }) => records.length)).toEqual([4, 4, 4, 4, 4, 4]);
      expect(listed).toHaveLength(6);
      expect(await rows(COLD)).toEqual([0, 0]);
    });

    it('the first outcome of a command whose key comes again, as long as it is known', async () => {
      const first = await acme(() =>
        world.processes.start('again', { definition: 'script', variables: scripted({ start: [END] }) }),
      );
      clock.advance({ days: 31 });
      await sweep();
      const again = await acme(() =>
        world.processes.start('again', { definition: 'script', variables: scripted({ start: [END] }) }),
      );
      expect(again).toEqual(first);
      expect([(await rows(HOT))[0], (await rows(COLD))[0]]).toEqual([0, 1]);
    });

    it('nobody who never was', async () => {
      await expect(complete('0199d2f0-0000-7000-8000-000000000001')).rejects.toThrow(InstanceNotFound);
    });
  });
});

/** With a checksum that fits. */
function rewrite(row: ColdChunkRow, change: (text: string) => string): void {
  row.bytes = brotliCompressSync(change(inflate(row.bytes).toString()));
  row.sha256 = sha256(row.bytes);
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[0]! ^= 1;
  return copy;
}
