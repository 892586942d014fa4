import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Clock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { LeaseSchema, PartitionLeases } from '#libs/persistence/leases';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { eventually } from '#libs/testing/eventually';
import { FakeClock } from '#libs/testing/fake-clock';
import { Jar, jarDatabase, Jars } from '#libs/testing/jars';
import { Pauses } from '#libs/testing/pauses';
import { ScriptedBroker } from '#libs/testing/doubles/scripted-broker';
import { pino } from 'pino';
import { Outbox, OUTBOX_PARTITIONS, OutboxSchema, type OutboxRow } from './outbox.js';
import { outboxDepth, outboxLagSeconds } from './outbox-backlog.js';
import { OutboxRelay } from './outbox-relay.js';

const TTL = 6_000;

interface ProcessOptions {
  readonly clock?: FakeClock;
  readonly database?: Database;
  readonly broker?: ScriptedBroker;
  readonly tenants?: () => readonly string[];
}

/** What a process of a service has, as far as events go. */
interface Process {
  readonly broker: ScriptedBroker;
  readonly leases: PartitionLeases;
  readonly relay: OutboxRelay;
  readonly jars: Jars;
  readonly pauses: Pauses;
  readonly clock: FakeClock;
}

onEachEngine('the outbox relay', (open) => {
  let engine: Engine;
  const processes: Process[] = [];
  const logger = pino({ level: 'silent' });
  beforeAll(async () => {
    engine = await open(jarDatabase, ['platform', 'acme', 'globex']);
  });
  afterAll(() => engine.dispose());
  beforeEach(() => void jest.spyOn(logger, 'warn'));
  afterEach(async () => {
    await Promise.all(processes.splice(0).map(({ relay }) => relay.stop()));
    jest.restoreAllMocks();
    for (const tenant of ['acme', 'globex']) await inTenant(tenant, (tx) => tx.clear(OutboxSchema));
    await inTenant('platform', (tx) => tx.clear(LeaseSchema));
  });

  const inTenant = (tenant: string, work: Parameters<Database['transaction']>[0]) =>
    runAsTenant(tenant, () => engine.database.transaction(work));
  const waiting = (tenant = 'acme') => runAsTenant(tenant, () => outboxDepth(engine.database));
  const outboxOf = (tenant: string): Promise<OutboxRow[]> =>
    runAsTenant(tenant, async () =>
      (await engine.database.reader()).find(OutboxSchema, { order: { createdAt: 'ASC', id: 'ASC' } }),
    );

  const process = (owner: string, options: ProcessOptions = {}): Process => {
    const { clock = new FakeClock(), database = engine.database, broker = new ScriptedBroker() } = options;
    const { tenants = () => ['platform', 'acme', 'globex'] } = options;
    const lease = { job: 'outbox', owner, partitions: OUTBOX_PARTITIONS, ttlMs: TTL };
    const leases = new PartitionLeases(database, clock, lease);
    const pauses = new Pauses();
    const times = { sweepEveryMs: 500, retryAfterMs: 200, stopMs: 100, delay: pauses.delay };
    const told = new TenantStirs(engine.database, logger, false);
    const stirs = (tenantId: string) => told.of(tenantId);
    const relay = new OutboxRelay(database, broker, leases, logger, { tenants, stirs, ...times });
    const outbox = new Outbox('/jars');
    outbox.onCommitted((tenant) => relay.wake(tenant));
    const started = { broker, leases, relay, jars: new Jars(database, clock, outbox), pauses, clock };
    processes.push(started);
    return started;
  };
  const jarIn = async (tenant: string, { jars, clock }: { jars: Jars; clock: Clock }, sweets = 100) => {
    const jar = Jar.fill(sweets, clock.now());
    await runAsTenant(tenant, () => jars.add(jar));
    return jar.id;
  };
  const take = (id: string, { jars, clock }: { jars: Jars; clock: Clock }, tenant = 'acme') =>
    runAsTenant(tenant, () => jars.update(id, (jar) => jar.take('mia', clock.now())));
  /** As by a process that crashed right after its commit. */
  const leftBehind = (clock = new FakeClock()) => ({ jars: new Jars(engine.database, clock), clock });
  const allShipped = () => eventually('the outbox is empty', async () => (await waiting()) === 0, { every: 5 });
  const arrived = ({ broker }: Process, count: number) =>
    eventually(`${count} have arrived`, () => broker.arrived.length >= count, { every: 5 });

  describe('ships', () => {
    it('right after the commit, with the id, key and topic of the row', async () => {
      const a = process('a');
      const id = await jarIn('acme', a);
      await allShipped();
      expect(a.broker.arrived).toEqual([
        { id: expect.any(String), key: id, topic: 'ticket-events', body: expect.stringContaining('jar.jar-filled.v1') },
      ]);
      expect(JSON.parse(a.broker.arrived[0]!.body)).toMatchObject({ id: a.broker.arrived[0]!.id, tenantid: 'acme' });
    });

    it('nothing of what was rolled back', async () => {
      const a = process('a');
      const failing = runAsTenant('acme', () =>
        engine.database.transaction(async () => {
          await a.jars.add(Jar.fill(1, a.clock.now()));
          throw new Error('boom');
        }),
      );
      await expect(failing).rejects.toThrow('boom');
      await jarIn('acme', a);
      await allShipped();
      expect(a.broker.arrived).toHaveLength(1);
    });

    it('the events of each subject in order, however long each takes', async () => {
      const a = process('a');
      a.broker.script = async () => {
        for (let turns = Math.random() * 5; turns > 0; turns--) await new Promise(setImmediate);
      };
      const ids = await Promise.all(Array.from({ length: 6 }, () => jarIn('acme', a)));
      await Promise.all(ids.flatMap((id) => Array.from({ length: 15 }, () => take(id, a))));
      await allShipped();
      expect(a.broker.arrived).toHaveLength(6 * 16);
      for (const id of ids) {
        const own = a.broker.arrived.filter(({ key }) => key === id).map(({ body }) => leftIn(body));
        expect(own).toEqual([null, ...Array.from({ length: 15 }, (_, n) => 99 - n)]);
      }
    });

    it('more than one reading holds', async () => {
      const left = leftBehind();
      const id = await jarIn('acme', left, 300);
      const others = [await jarIn('acme', left), await jarIn('acme', left)];
      await inTenant('acme', async () => {
        for (let n = 0; n < 230; n++) await left.jars.update(id, (jar) => jar.take('mia', left.clock.now()));
      });
      const rows = await outboxOf('acme');
      const a = process('a');
      a.relay.wake('acme');
      await allShipped();
      expect(a.broker.arrived).toHaveLength(233);
      expect(a.broker.idsByKey().get(id)).toEqual(idsOf(rows, id));
      for (const other of others) expect(a.broker.idsByKey().get(other)).toHaveLength(1);
    });

    it('what a crash left behind, of every tenant, at the next sweep', async () => {
      await jarIn('acme', leftBehind());
      await jarIn('globex', leftBehind());
      const a = process('a');
      a.relay.start();
      await arrived(a, 2);
      await jarIn('acme', leftBehind());
      a.pauses.pass();
      await arrived(a, 3);
    });

    it('for many tenants in turns, past those that have no database', async () => {
      const ghosts = Array.from({ length: 250 }, (_, n) => `ghost${n}`);
      await jarIn('acme', leftBehind());
      const a = process('a', { tenants: () => [...ghosts, 'acme'] });
      a.relay.start();
      for (let sweeps = 0; sweeps < 3; sweeps++) {
        await eventually('it pauses', () => a.pauses.asked.length > sweeps, { every: 5 });
        a.pauses.pass();
      }
      await arrived(a, 1);
      expect(logger.warn).not.toHaveBeenCalled();
    });
  });

  describe('when publishing fails', () => {
    it('keeps the events, tries again, and loses none', async () => {
      const a = process('a');
      a.broker.script = () => Promise.reject(new Error('the broker is away'));
      const id = await jarIn('acme', a);
      await take(id, a);
      await eventually('it waits before it tries again', () => a.pauses.asked.includes(200), { every: 5 });
      expect(await waiting()).toBe(2);
      a.broker.script = async () => undefined;
      a.pauses.pass();
      await allShipped();
      expect(a.broker.arrived.map(({ body }) => leftIn(body))).toEqual([null, 99]);
    });

    it('of one subject, ships the others', async () => {
      const a = process('a');
      const [stuck, other] = [await jarIn('acme', a), await jarIn('acme', a)];
      await allShipped();
      const release = Promise.withResolvers<void>();
      a.broker.script = ({ key }) => (key === stuck ? release.promise : Promise.resolve());
      for (let n = 0; n < 5; n++) {
        await take(stuck, a);
        await take(other, a);
      }
      await eventually('the other is through', async () => idsOf(await outboxOf('acme'), other).length === 0, {
        every: 5,
      });
      expect(idsOf(await outboxOf('acme'), stuck)).toHaveLength(5);
      release.resolve();
      await allShipped();
      const own = a.broker.arrived.filter(({ key }) => key === stuck).map(({ body }) => leftIn(body));
      expect(own).toEqual([null, 99, 98, 97, 96, 95]);
    });

    it('of one tenant, ships those of the others', async () => {
      const a = process('a');
      a.broker.script = ({ body }) =>
        body.includes('"tenantid":"acme"') ? new Promise(() => undefined) : Promise.resolve();
      await jarIn('acme', a);
      await jarIn('globex', a);
      await eventually('globex is through', async () => (await waiting('globex')) === 0, { every: 5 });
      expect(await waiting('acme')).toBe(1);
    });

    it('after the broker had it (a crash before the row was deleted), sends it again under the same id', async () => {
      const a = process('a');
      await jarIn('acme', leftBehind());
      const [row] = await outboxOf('acme');
      await a.leases.renew();
      jest.spyOn(engine.database, 'statement').mockRejectedValueOnce(new Error('the connection is gone'));
      a.relay.wake('acme');
      await eventually('it waits before it tries again', () => a.pauses.asked.includes(200), { every: 5 });
      a.pauses.pass();
      await allShipped();
      expect(a.broker.arrived.map(({ id }) => id)).toEqual([row!.id, row!.id]);
    });
  });

  describe('of several processes', () => {
    const two = (options: ProcessOptions = {}) => {
      const broker = new ScriptedBroker();
      const other = engine.database.locksRows ? engine.another() : engine.database;
      return [
        process('a', { broker, ...options }),
        process('b', { broker, database: other, clock: new FakeClock('2031-05-05T00:00:00Z') }),
      ] as const;
    };
    const share = async (...members: Process[]) => {
      for (let round = 0; round < 3; round++) for (const { leases } of members) await leases.renew();
    };

    it('ships each event once, in order, whoever committed it and whatever their clocks say', async () => {
      const [a, b] = two();
      await share(a, b);
      expect([await a.leases.held(), await b.leases.held()].map(({ length }) => length)).toEqual([4, 4]);
      const ids = await Promise.all(Array.from({ length: 8 }, (_, n) => jarIn('acme', n % 2 ? a : b)));
      await Promise.all(ids.flatMap((id) => Array.from({ length: 10 }, (_, n) => take(id, n % 2 ? a : b))));
      for (const { relay } of [a, b]) relay.wake('acme');
      await allShipped();
      expect(a.broker.arrived).toHaveLength(8 * 11);
      for (const id of ids) {
        const own = a.broker.arrived.filter(({ key }) => key === id).map(({ body }) => leftIn(body));
        expect(own).toEqual([null, ...Array.from({ length: 10 }, (_, n) => 99 - n)]);
      }
    });

    it('ships only what is in its partitions', async () => {
      const [a, b] = two();
      await share(a, b);
      await Promise.all(Array.from({ length: 40 }, () => jarIn('acme', a)));
      const partitions = new Set(await b.leases.held());
      await eventually(
        'its own are through',
        async () => (await outboxOf('acme')).every((row) => partitions.has(row.partitionNo)),
        { every: 5 },
      );
      expect(await waiting()).toBeGreaterThan(0);
      b.relay.wake('acme');
      await allShipped();
    });

    it('takes over from one that hangs; when that comes back, nothing is lost and the first to arrive is in order', async () => {
      const [a, b] = two();
      const left = leftBehind();
      const id = await jarIn('acme', left);
      for (let n = 0; n < 4; n++) await take(id, left);
      const rows = await outboxOf('acme');
      const resumed = Promise.withResolvers<void>();
      let reached = 0;
      a.broker.script = () => (reached++ === 1 ? resumed.promise : Promise.resolve());
      await a.leases.renew();
      a.relay.wake('acme');
      await eventually('it hangs at the second event', () => reached === 2, { every: 5 });

      await b.leases.renew();
      b.clock.advance(TTL);
      await b.leases.renew();
      b.relay.wake('acme');
      await allShipped();
      const newcomer = await jarIn('acme', b);
      resumed.resolve();
      await allShipped();
      expect(a.broker.idsByKey().get(id)).toEqual(rows.map((row) => row.id));
      await eventually('the newcomer is there too', () => a.broker.idsByKey().has(newcomer), { every: 5 });
    });

    it('ships no more what it lost, as soon as it looks', async () => {
      const [a, b] = two();
      await a.leases.renew();
      await b.leases.renew();
      for (const { clock } of [a, b]) clock.advance(TTL);
      await b.leases.renew();
      b.broker.script = () => Promise.reject(new Error('not by b'));
      await a.leases.held();
      await jarIn('acme', a);
      await a.relay.stop();
      expect(await waiting()).toBe(1);
    });
  });

  describe('when it stops', () => {
    it('finishes what is on its way, and gives its partitions to the others', async () => {
      const [a, b] = [process('a'), process('b')];
      const release = Promise.withResolvers<void>();
      a.broker.script = () => release.promise;
      await jarIn('acme', a);
      const stopped = a.relay.stop();
      release.resolve();
      await stopped;
      expect(await waiting()).toBe(0);
      await b.leases.renew();
      expect(await b.leases.held()).toHaveLength(OUTBOX_PARTITIONS);
    });

    it('ships nothing any more', async () => {
      const a = process('a');
      a.relay.start();
      await a.relay.stop();
      await jarIn('acme', a);
      await a.relay.stop();
      expect([a.broker.arrived.length, await waiting()]).toEqual([0, 1]);
    });

    it('does not wait for a broker that never answers', async () => {
      const a = process('a');
      a.broker.script = () => new Promise(() => undefined);
      a.relay.start();
      await jarIn('acme', a);
      await a.relay.stop();
      expect(await waiting()).toBe(1);
      expect(logger.warn).toHaveBeenCalledTimes(1);
    });

    it('does not wait for the next try of what failed', async () => {
      const a = process('a');
      a.broker.script = () => Promise.reject(new Error('away'));
      await jarIn('acme', a);
      await eventually('it waits before it tries again', () => a.pauses.asked.includes(200), { every: 5 });
      await a.relay.stop();
      expect(await waiting()).toBe(1);
    });
  });

  it('tells how much waits, and since when', async () => {
    const clock = new FakeClock();
    const lag = () => runAsTenant('acme', () => outboxLagSeconds(engine.database, clock));
    expect([await waiting(), await lag()]).toEqual([0, 0]);
    const left = leftBehind(clock);
    const id = await jarIn('acme', left);
    clock.advance({ seconds: 90 });
    await take(id, left);
    clock.advance(500);
    expect([await waiting(), await lag()]).toEqual([2, 90.5]);
  });
});

function leftIn(body: string): unknown {
  return (JSON.parse(body) as { data: { left: number | null } }).data.left;
}

function idsOf(rows: readonly OutboxRow[], subject: string): string[] {
  return rows.filter(({ messageKey }) => messageKey === subject).map(({ id }) => id);
}
