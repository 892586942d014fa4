import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { addToRows } from './add-to-rows.js';
import { column, table } from './columns.js';
import { runAsTenant } from '../tenant/tenant-context.js';

interface Tally {
  day: Date;
  name: string;
  count: number;
  longest: number;
}

const columns = {
  day: column.primary(column.time()),
  name: column.primary(column.varchar(20)),
  count: column.bigint(),
  longest: column.bigint(),
};
const TallySchema = new EntitySchema<Tally>({ name: 'tally', columns });

class CreateTallies1763900900077 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runner.createTable(table('tally', columns));
  }

  down(runner: QueryRunner): Promise<void> {
    return runner.dropTable('tally');
  }
}

const definition = { context: 'tally', entities: [TallySchema], migrations: [CreateTallies1763900900077] };
const DAY = new Date('2026-11-23T00:00:00.123Z');

onEachEngine('adding to rows', (open) => {
  let engine: Engine;
  beforeAll(async () => (engine = await open(definition, ['acme'])));
  afterAll(() => engine.dispose());

  const asAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const add = (...rows: [name: string, count: number, longest: number][]) =>
    asAcme(() =>
      engine.database.transaction((tx) =>
        addToRows(
          tx,
          TallySchema,
          rows.map(([name, count, longest]) => ({ day: DAY, name, count, longest })),
          { sums: ['count'], largest: ['longest'] },
        ),
      ),
    );
  const all = () => asAcme(async () => (await engine.database.reader()).find(TallySchema, { order: { name: 'ASC' } }));

  it('begins those that are missing, sums up, and keeps the largest', async () => {
    await add(['a', 1, 5], ['b', 2, 50]);
    await add(['a', 4_000_000_000, 7], ['c', 1, 1]);
    await add(['b', -2, 3]);
    expect(await all()).toEqual([
      { day: DAY, name: 'a', count: 4_000_000_001, longest: 7 },
      { day: DAY, name: 'b', count: 0, longest: 50 },
      { day: DAY, name: 'c', count: 1, longest: 1 },
    ]);
  });

  it('puts what comes in the place of what was, where that is wanted', async () => {
    const rows = (longest: number) => [{ day: DAY, name: 'latest', count: 1, longest }];
    const keep = (longest: number) =>
      asAcme(() =>
        engine.database.transaction((tx) =>
          addToRows(tx, TallySchema, rows(longest), { sums: ['count'], latest: ['longest'] }),
        ),
      );
    await keep(7);
    await keep(3);
    expect((await all()).find(({ name }) => name === 'latest')).toMatchObject({ count: 2, longest: 3 });
  });

  it('loses nothing of what many add at the same time, to more rows than fit a statement', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `many-${String(index).padStart(3, '0')}`);
    const once = () => add(...names.map((name) => [name, 1, 1] as [string, number, number]));
    await Promise.all(Array.from({ length: 8 }, once));
    const many = (await all()).filter(({ name }) => name.startsWith('many'));
    expect(many.map(({ count }) => count)).toEqual(names.map(() => 8));
  });
});
