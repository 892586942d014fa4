import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { jarDatabase, JarFlavourSchema } from '#libs/testing/jars';
import { FirstAnswers } from './first-answers.js';

const TIMES = { leaseMs: 600, patienceMs: 8_000 };
const TWENTY = Array.from({ length: 20 }, (_, n) => n);

onEachEngine('the first answer to an Idempotency-Key', (open) => {
  const clock = new FakeClock();
  let engine: Engine;
  let processes: Database[];
  let key: string;
  beforeAll(async () => {
    engine = await open(jarDatabase, ['acme']);
    processes = [engine.database, ...(engine.database.locksRows ? [engine.another(), engine.another()] : [])];
  });
  beforeEach(() => void (key = crypto.randomUUID()));
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const databaseOf = (n: number) => processes[n % processes.length]!;
  const answersOf = (n: number, times = TIMES) => new FirstAnswers(databaseOf(n), clock, times);
  const effects = async () => (await engine.database.reader()).countBy(JarFlavourSchema, { flavour: key });
  const effect = async (n: number) => {
    await databaseOf(n).transaction((tx) => tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour: key }));
    return { by: n };
  };

  it.each(['once', 'recorded'] as const)('%s: twenty at the same time make one effect, and all get its answer', (way) =>
    inAcme(async () => {
      const said = await Promise.all(TWENTY.map((n) => answersOf(n)[way](key, 'same', () => effect(n))));
      expect(await effects()).toBe(1);
      expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1);
      expect(said[0]).toHaveProperty('by');
    }),
  );

  it.each(['once', 'recorded'] as const)('%s: what failed is done by the next', (way) =>
    inAcme(async () => {
      let failures = 3;
      const said = await Promise.allSettled(
        TWENTY.map((n) =>
          answersOf(n)[way](key, 'same', async () => {
            if (failures-- > 0) throw new Error('boom');
            return effect(n);
          }),
        ),
      );
      expect(said.filter(({ status }) => status === 'rejected')).toHaveLength(3);
      expect(await effects()).toBe(1);
    }),
  );

  it('is waited for while the work goes on, however much longer than a lease it takes', () =>
    inAcme(async () => {
      const long = async () => {
        await pause(2 * TIMES.leaseMs);
        return effect(0);
      };
      const said = await Promise.all([0, 1, 2].map((n) => answersOf(n).recorded(key, 'same', long)));
      expect([await effects(), said]).toEqual([1, [{ by: 0 }, { by: 0 }, { by: 0 }]]);
    }));

  it('is refused to who has waited too long, and there afterwards', () =>
    inAcme(async () => {
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      const first = answersOf(0).recorded(key, 'same', async () => {
        begin();
        await released;
        return effect(0);
      });
      const hasty = () => answersOf(1, { ...TIMES, patienceMs: 50 }).recorded(key, 'same', () => effect(1));
      await begun;
      await expect(hasty()).rejects.toMatchObject({ status: 409, code: 'idempotency-key-in-use' });
      release();
      await first;
      expect([await hasty(), await effects()]).toEqual([{ by: 0 }, 1]);
    }));

  it('comes from another when the process that had the key dies', () =>
    inAcme(async () => {
      const dying = engine.another();
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      void new FirstAnswers(dying, clock, TIMES).recorded(key, 'same', () => {
        begin();
        return new Promise(() => undefined);
      });
      await begun;
      await dying.close();
      const said = await Promise.all(TWENTY.map((n) => answersOf(n).recorded(key, 'same', () => effect(n))));
      expect([await effects(), new Set(said.map((each) => JSON.stringify(each))).size]).toEqual([1, 1]);
    }));

  it('is of one request: another with its key is refused, also while the first is being done', () =>
    inAcme(async () => {
      const other = () => answersOf(1).recorded(key, 'other', () => effect(1));
      const refused = { status: 422, code: 'idempotency-key-reused' };
      await answersOf(0).recorded(key, 'same', async () => {
        await expect(other()).rejects.toMatchObject(refused);
        return effect(0);
      });
      await expect(other()).rejects.toMatchObject(refused);
    }));
});
