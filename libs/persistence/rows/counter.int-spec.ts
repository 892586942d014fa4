import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { jarDatabase } from '#libs/testing/jars';
import { nextCount, nextNumber } from './counter.js';
import type { Database } from '../database.js';
import { runAsTenant } from '../tenant/tenant-context.js';

onEachEngine('a counter', (open) => {
  let engine: Engine;
  let database: Database;
  beforeAll(async () => {
    engine = await open(jarDatabase, ['acme', 'globex']);
    ({ database } = engine);
  });
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  it('counts from 1 in each tenant and for each name', async () => {
    expect(await inAcme(() => nextCount(database, 'a'))).toBe(1);
    expect(await inAcme(() => nextCount(database, 'a'))).toBe(2);
    expect(await inAcme(() => nextCount(database, 'b'))).toBe(1);
    expect(await runAsTenant('globex', () => nextCount(database, 'a'))).toBe(1);
  });

  it('leaves no gap and gives no number twice in a race, the first number too', async () => {
    const processes = database.locksRows ? [database, engine.another(), engine.another()] : [database];
    const drawn = await inAcme(() =>
      Promise.all(Array.from({ length: 60 }, (_, n) => nextCount(processes[n % processes.length]!, 'race'))),
    );
    expect(drawn.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
  });

  it('takes a number back when the unit of work that drew it fails', () =>
    inAcme(async () => {
      const drawAnd = (fail: boolean) =>
        database.transaction(async () => {
          const count = await nextCount(database, 'back');
          if (fail) throw new Error('boom');
          return count;
        });
      const draws = Array.from({ length: 20 }, (_, n) => drawAnd(n % 2 === 0));
      const kept = (await Promise.allSettled(draws)).flatMap((draw) => (draw.status === 'fulfilled' ? draw.value : []));
      expect(kept.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, n) => n + 1));
    }));

  it('makes numbers that people can say, new each day by UTC', () =>
    inAcme(async () => {
      const evening = new Date('2026-11-23T23:59:59.999Z');
      const night = new Date('2026-11-24T00:00:00.000Z');
      expect(await nextNumber(database, 'T', evening)).toBe('T-20261123-000001');
      expect(await nextNumber(database, 'T', evening)).toBe('T-20261123-000002');
      expect(await nextNumber(database, 'V', evening)).toBe('V-20261123-000001');
      expect(await nextNumber(database, 'T', night)).toBe('T-20261124-000001');
    }));
});
