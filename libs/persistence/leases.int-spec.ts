import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { jarDatabase } from '#libs/testing/jars';
import { LeaseSchema, PartitionLeases } from './leases.js';
import { runAsTenant } from './tenant/tenant-context.js';

const ALL = [0, 1, 2, 3, 4, 5, 6, 7];
const TTL = 6_000;

onEachEngine('the partitions of a background job', (open) => {
  let engine: Engine;
  const processes: { leases: PartitionLeases; clock: FakeClock }[] = [];
  beforeAll(async () => {
    engine = await open(jarDatabase, ['platform']);
  });
  afterAll(() => engine.dispose());
  afterEach(async () => {
    processes.length = 0;
    await runAsTenant('platform', () => engine.database.transaction((tx) => tx.clear(LeaseSchema)));
  });

  /** A process with a clock of its own, which may be wrong. */
  const process = (owner: string, clock = new FakeClock()) => {
    const leases = new PartitionLeases(engine.database, clock, { job: 'relay', owner, partitions: 8, ttlMs: TTL });
    processes.push({ leases, clock });
    return leases;
  };
  const pass = (ms: number) => processes.forEach(({ clock }) => clock.advance(ms));
  const epochs = async () => {
    const rows = await runAsTenant('platform', async () => (await engine.database.reader()).find(LeaseSchema));
    return new Map(rows.map(({ name, epoch }) => [name, epoch]));
  };

  it('are all of the only process', async () => {
    const leases = process('a');
    await leases.renew();
    expect(await leases.held()).toEqual(ALL);
  });

  it('are shared out when others come, each to one at a time', async () => {
    const [a, b] = [process('a'), process('b')];
    await a.renew();
    await b.renew();
    expect(await b.held()).toEqual([]);
    await a.renew();
    await b.renew();
    const held = [await a.held(), await b.held()];
    expect(held.flat().sort()).toEqual(ALL);
    expect(held.map(({ length }) => length)).toEqual([4, 4]);
  });

  it('are shared out among many who start at once', async () => {
    const members = ['a', 'b', 'c', 'd'].map((owner) => process(owner));
    for (let round = 0; round < 3; round++) await Promise.all(members.map((leases) => leases.renew()));
    const held = await Promise.all(members.map((leases) => leases.held()));
    expect(held.flat().sort()).toEqual(ALL);
    expect(held.map(({ length }) => length)).toEqual([2, 2, 2, 2]);
  });

  it('go to the others at once when they are given back', async () => {
    const [a, b] = [process('a'), process('b')];
    await a.renew();
    await a.release();
    expect(await a.held()).toEqual([]);
    await b.renew();
    expect(await b.held()).toEqual(ALL);
    await a.renew();
    expect(await a.held()).toEqual([]);
  });

  it('go to the others when their process has shown no life for the time to live, not earlier', async () => {
    const [a, b] = [process('a'), process('b')];
    await a.renew();
    await b.renew();
    pass(TTL - 1);
    await b.renew();
    expect(await b.held()).toEqual([]);
    pass(1);
    await b.renew();
    expect(await b.held()).toEqual(ALL);
    expect((await epochs()).has('relay/member/a')).toBe(false);
  });

  it('grow their epoch with every owner, and only then', async () => {
    const [a, b] = [process('a'), process('b')];
    await a.renew();
    await a.renew();
    expect((await epochs()).get('relay/0')).toBe(1);
    await b.renew();
    pass(TTL);
    await b.renew();
    expect((await epochs()).get('relay/0')).toBe(2);
  });

  it('are no longer held by a process that was away too long to know', async () => {
    const [a, b] = [process('a'), process('b')];
    await a.renew();
    await b.renew();
    pass(TTL);
    await b.renew();
    expect(await b.held()).toEqual(ALL);
    expect(await a.held()).toEqual([]);
    await b.renew();
    await a.renew();
    expect(await a.held()).toEqual([0, 2, 4, 6]);
  });

  it('are renewed by who asks for them, when a third of the time to live has passed', async () => {
    const [a, b] = [process('a'), process('b')];
    await b.renew();
    expect(await a.held()).toEqual([]);
    for (let third = 0; third < 6; third++) {
      pass(TTL / 3);
      expect((await a.held()).length + (await b.held()).length).toBeLessThanOrEqual(8);
    }
    expect([await a.held(), await b.held()]).toEqual([
      [0, 2, 4, 6],
      [1, 3, 5, 7],
    ]);
  });

  it('do not care whose clock is wrong', async () => {
    const [a, b] = [process('a'), process('b', new FakeClock('2031-01-01T00:00:00Z'))];
    await a.renew();
    await b.renew();
    await a.renew();
    await b.renew();
    expect([await a.held(), await b.held()].map(({ length }) => length)).toEqual([4, 4]);
    for (let beat = 0; beat < 5; beat++) {
      pass(TTL / 2);
      await a.renew();
    }
    await b.renew();
    expect(await a.held()).toEqual(ALL);
  });

  it('cost a clock that was set back nothing but a renewal', async () => {
    const clock = new FakeClock();
    const leases = process('a', clock);
    await leases.renew();
    clock.advance({ hours: -1 });
    expect(await leases.held()).toEqual(ALL);
  });
});
