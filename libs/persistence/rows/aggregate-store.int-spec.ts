import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Envelope } from '#libs/contracts/envelope';
import { Outbox, OutboxSchema } from '#libs/messaging/outbox';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { Jar, jarDatabase, JarEmpty, JarFlavourSchema, JarJournalSchema, JarNotFound, Jars } from '#libs/testing/jars';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { StaleVersion } from './aggregate-store.js';
import type { Database } from '../database.js';
import { currentContext, newTraceparent, runAsTenant, runInContext } from '../tenant/tenant-context.js';

onEachEngine('the store of an aggregate', (open) => {
  const clock = new FakeClock();
  let engine: Engine;
  let database: Database;
  let jars: Jars;
  beforeAll(async () => {
    engine = await open(jarDatabase, ['acme']);
    ({ database } = engine);
    jars = new Jars(database, clock);
  });
  afterAll(() => engine.dispose());

  const inAcme = (work: () => Promise<void>) => () => runAsTenant('acme', work);
  const added = async (sweets: number, flavours: string[] = []) => {
    const jar = Jar.fill(sweets, clock.now(), flavours);
    await jars.add(jar);
    return jar.id;
  };
  const takeOne = (id: string) => jars.update(id, (jar) => jar.take('mia', clock.now()));
  const flavoursOf = async (jarId: string) => {
    const rows = await (
      await database.reader()
    ).find(JarFlavourSchema, { where: { jarId }, order: { flavour: 'ASC' } });
    return rows.map(({ flavour }) => flavour);
  };
  const eventsOf = async (messageKey: string) => {
    const order = { createdAt: 'ASC', id: 'ASC' } as const;
    const rows = await (await database.reader()).find(OutboxSchema, { where: { messageKey }, order });
    return rows.map(({ body }) => JSON.parse(body) as Envelope);
  };

  describe('keeps an aggregate', () => {
    it(
      'as it was added, and loads it as itself',
      inAcme(async () => {
        const id = await added(3, ['mint']);
        const jar = await jars.get(id);
        expect(jar).toBeInstanceOf(Jar);
        expect(jar).toMatchObject({
          id,
          sweets: 3,
          flavours: ['mint'],
          lid: 'red',
          version: 1,
          updatedAt: clock.now(),
        });
      }),
    );

    it(
      'with every change, what it returns, and one version more',
      inAcme(async () => {
        const id = await added(3);
        expect(await takeOne(id)).toBe(2);
        expect(await jars.get(id)).toMatchObject({ sweets: 2, version: 2 });
      }),
    );

    it(
      'and says so when there is none',
      inAcme(async () => {
        await expect(jars.get('nothing')).rejects.toThrow(JarNotFound);
        await expect(takeOne('nothing')).rejects.toThrow(JarNotFound);
      }),
    );

    it(
      'and forgets what the aggregate unset',
      inAcme(async () => {
        const id = await added(1);
        await jars.update(id, (jar) => jar.loseLid());
        expect((await jars.get(id)).lid).toBeNull();
      }),
    );

    it(
      'unchanged when it refuses: no row, no event, no version',
      inAcme(async () => {
        const id = await added(0, ['mint']);
        const refused = jars.update(id, (jar) => {
          jar.mix(['lemon']);
          return jar.take('mia', clock.now());
        });
        await expect(refused).rejects.toThrow(JarEmpty);
        expect(await jars.get(id)).toMatchObject({ flavours: ['mint'], version: 1 });
        expect(await flavoursOf(id)).toEqual(['mint']);
        expect(await eventsOf(id)).toHaveLength(1);
      }),
    );

    it(
      'by synchronous changes only',
      inAcme(async () => {
        const id = await added(1);
        await expect(jars.update(id, async (jar) => jar.take('mia', clock.now()))).rejects.toThrow(/synchronous/);
        expect(await jars.get(id)).toMatchObject({ sweets: 1 });
      }),
    );
  });

  describe('keeps with it, in the same transaction,', () => {
    it(
      'the events that leave, in order, as envelopes of this tenant and trace',
      inAcme(async () => {
        const traceparent = newTraceparent();
        const id = await added(3);
        await runInContext({ tenantId: 'acme', traceparent }, () =>
          jars.update(id, (jar) => {
            jar.take('mia', clock.now());
            jar.dust(clock.now());
            jar.take('li', clock.now());
          }),
        );
        const events = await eventsOf(id);
        expect(events.map(({ type, data }) => [type, data.left])).toEqual([
          ['jar.jar-filled.v1', null],
          ['jar.sweet-taken.v1', 2],
          ['jar.sweet-taken.v1', 1],
        ]);
        expect(events[1]).toMatchObject({ source: '/jars', subject: id, tenantid: 'acme', traceparent });
      }),
    );

    it(
      'the lookup rows, replaced at each save',
      inAcme(async () => {
        const id = await added(1, ['mint', 'rose']);
        expect(await flavoursOf(id)).toEqual(['mint', 'rose']);
        await jars.update(id, (jar) => jar.mix(['lemon', 'mint']));
        expect(await flavoursOf(id)).toEqual(['lemon', 'mint']);
        await jars.update(id, (jar) => jar.mix([]));
        expect(await flavoursOf(id)).toEqual([]);
      }),
    );

    it(
      'the journal: every event, also those that stay here',
      inAcme(async () => {
        const id = await added(2);
        await takeOne(id);
        await jars.update(id, (jar) => jar.dust(clock.now()));
        const order = { id: 'ASC' } as const;
        const rows = await (await database.reader()).find(JarJournalSchema, { where: { aggregateId: id }, order });
        expect(rows.map(({ type, data }) => [type, data])).toEqual([
          ['jar-filled', {}],
          ['sweet-taken', { left: 1, by: 'mia' }],
          ['jar-dusted', {}],
        ]);
        expect(rows[0]!.at).toEqual(clock.now());
      }),
    );

    it(
      'nothing at all when the outbox takes no event',
      inAcme(async () => {
        const full = new Outbox('/jars');
        const broken = new Jars(database, clock, full);
        const id = await added(5, ['mint']);
        full.append = async () => Promise.reject(new Error('the outbox is full'));
        const taking = broken.update(id, (jar) => {
          jar.mix(['lemon']);
          jar.take('mia', clock.now());
        });
        await expect(taking).rejects.toThrow('the outbox is full');
        await expect(broken.add(Jar.fill(1, clock.now()))).rejects.toThrow('the outbox is full');
        expect(await jars.get(id)).toMatchObject({ sweets: 5, version: 1 });
        expect(await flavoursOf(id)).toEqual(['mint']);
      }),
    );
  });

  describe('loses nothing in a race', () => {
    it(
      'of many on one aggregate',
      inAcme(async () => {
        const id = await added(40);
        const left = await Promise.all(Array.from({ length: 40 }, () => takeOne(id)));
        expect(left.toSorted((a, b) => b - a)).toEqual(Array.from({ length: 40 }, (_, n) => 39 - n));
        expect(await jars.get(id)).toMatchObject({ sweets: 0, version: 41 });
        const events = await eventsOf(id);
        expect(events.map(({ data }) => data.left)).toEqual([null, ...Array.from({ length: 40 }, (_, n) => 39 - n)]);
        expect(new Set(events.map(({ time }) => time)).size).toBe(41);
      }),
    );

    it(
      'of several processes, each in transactions of its own',
      inAcme(async () => {
        const id = await added(30);
        const processes = database.locksRows ? [database, engine.another(), engine.another()] : [database];
        const stores = processes.map((each) => new Jars(each, clock));
        const takes = Array.from({ length: 30 }, (_, n) =>
          stores[n % stores.length]!.update(id, (jar) => jar.take('mia', clock.now())),
        );
        expect(new Set(await Promise.all(takes)).size).toBe(30);
        expect(await jars.get(id)).toMatchObject({ sweets: 0, version: 31 });
      }),
    );

    it(
      'to a copy that went stale: it is refused, and nothing of it is kept',
      inAcme(async () => {
        const id = await added(9, ['mint']);
        const overtaken = overtaking(database, () => runAsTenant('acme', () => takeOne(id)));
        const stale = new Jars(overtaken, clock).update(id, (jar) => {
          jar.mix(['stale']);
          return jar.take('li', clock.now());
        });
        await expect(stale).rejects.toThrow(StaleVersion);
        expect(await jars.get(id)).toMatchObject({ sweets: 8, flavours: ['mint'], version: 2 });
        expect(await flavoursOf(id)).toEqual(['mint']);
        expect(await eventsOf(id)).toHaveLength(2);
      }),
    );
  });

  describe('heeds the version the caller has seen (If-Match)', () => {
    const seeing = (id: string, version: number, work: () => Promise<unknown>) =>
      runInContext({ ...currentContext()!, precondition: { id, version } }, work);

    it(
      'and refuses when it is another by now',
      inAcme(async () => {
        const id = await added(5);
        await takeOne(id);
        await expect(seeing(id, 1, () => takeOne(id))).rejects.toThrow(StaleVersion);
        expect(await jars.get(id)).toMatchObject({ sweets: 4, version: 2 });
        await seeing(id, 2, () => takeOne(id));
        expect(await jars.get(id)).toMatchObject({ sweets: 3, version: 3 });
      }),
    );

    it(
      'which says nothing about other aggregates',
      inAcme(async () => {
        const [id, other] = [await added(5), await added(5)];
        await seeing(other, 7, () => takeOne(id));
        expect(await jars.get(id)).toMatchObject({ sweets: 4 });
      }),
    );
  });

  it(
    'keeps the events of an aggregate whose unit of work had to run again',
    inAcme(async () => {
      const jar = Jar.fill(1, clock.now());
      let deadlocks = 2;
      await database.transaction(async () => {
        await jars.add(jar);
        if (deadlocks-- > 0) throw deadlock();
      });
      expect(await eventsOf(jar.id)).toHaveLength(1);
      expect(jar.recordedEvents()).toEqual([]);
    }),
  );
});

/** Somebody else saves between this one's reading and its writing, as where rows cannot be locked. */
function overtaking(database: Database, overtake: () => Promise<unknown>): Database {
  const inItsPlace = database.locksRows ? database.transaction.bind(database) : unguarded(database);
  return Object.create(database, {
    locksRows: { value: false },
    transaction: {
      value: <T>(work: (tx: EntityManager) => Promise<T>) => inItsPlace((tx) => work(afterFirstRead(tx, overtake))),
    },
  }) as Database;
}

/** SQLite's writers take turns, so whoever is to be overtaken must not write: its reading comes first. */
function unguarded(database: Database) {
  return async <T>(work: (tx: EntityManager) => Promise<T>): Promise<T> => {
    const reader = await database.reader();
    return work(
      new Proxy(reader, {
        get: (target, name) => {
          if (name !== 'queryRunner') return Reflect.get(target, name) as unknown;
          const query = (...args: [string, unknown[], true]) =>
            database.transaction((tx) => tx.queryRunner!.query(...args));
          return { query };
        },
      }),
    );
  };
}

function afterFirstRead(tx: EntityManager, overtake: () => Promise<unknown>): EntityManager {
  return new Proxy(tx, {
    get: (target, name) => {
      if (name !== 'query') return Reflect.get(target, name) as unknown;
      return async (...args: Parameters<EntityManager['query']>) => {
        const found: unknown = await target.query(...args);
        await overtake();
        return found;
      };
    },
  });
}

function deadlock(): QueryFailedError {
  return new QueryFailedError('INSERT', [], Object.assign(new Error('Deadlock found'), { errno: 1213 }));
}
