import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { column, table } from './columns.js';
import { anyRow, insertRows, readRows, updateRows } from './plain-rows.js';
import { runAsTenant } from '../tenant/tenant-context.js';

interface Parcel {
  id: string;
  weight: number | null;
  sum: number;
  isSent: boolean;
  at: Date;
  labels: readonly string[] | null;
  seal: Buffer;
}

const columns = {
  id: column.id(),
  weight: column.nullable(column.int()),
  sum: column.bigint(),
  isSent: column.flag(),
  at: column.time(),
  labels: column.nullable(column.json()),
  seal: column.bytes(),
};
const ParcelSchema = new EntitySchema<Parcel>({ name: 'parcel', columns });

class CreateParcels1764900300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('parcel', columns));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('parcel');
  }
}

const heavy: Parcel = {
  ...{ id: 'heavy', weight: 40, sum: 2 ** 50, isSent: true, at: new Date('2026-11-23T09:00:00.123Z') },
  ...{ labels: ['“fragile”', "o'clock"], seal: Buffer.from([0, 255, 39]) },
};
const light: Parcel = { ...heavy, id: 'light', weight: null, isSent: false, labels: null };

onEachEngine('rows by plain statements', (open) => {
  let engine: Engine;
  const inAcme = (work: () => Promise<void>) => () => runAsTenant('acme', work);
  const read = async (where: object) => readRows(await engine.database.reader(), ParcelSchema, where, { order: 'id' });

  beforeAll(async () => {
    const migrations = [CreateParcels1764900300000];
    engine = await open({ context: 'plain', entities: [ParcelSchema], migrations }, ['acme']);
    await runAsTenant('acme', () =>
      engine.database.transaction((tx) => insertRows(tx, ParcelSchema, [light, heavy, { ...light, id: 'other' }])),
    );
  });
  afterAll(() => engine.dispose());

  it(
    'come back as they were, and as TypeORM reads them',
    inAcme(async () => {
      expect(await read({ id: 'heavy' })).toEqual([heavy]);
      const manager = await engine.database.reader();
      expect(await read({ at: heavy.at })).toEqual(await manager.find(ParcelSchema, { order: { id: 'ASC' } }));
    }),
  );

  it(
    'are found by what is not set, and by everything that is asked',
    inAcme(async () => {
      expect((await read({ weight: null })).map(({ id }) => id)).toEqual(['light', 'other']);
      expect(await read({ weight: null, id: 'heavy' })).toEqual([]);
      const manager = await engine.database.reader();
      const asked = [{ id: 'heavy' }, { id: 'none' }];
      expect(await Promise.all(asked.map((where) => anyRow(manager, ParcelSchema, where)))).toEqual([true, false]);
    }),
  );

  it(
    'are changed where they are as expected, and it is said how many were',
    inAcme(async () => {
      const change = (weight: number) =>
        engine.database.transaction((tx) => updateRows(tx, ParcelSchema, { id: 'other', weight: null }, { weight }));
      expect([await change(3), await change(4)]).toEqual([1, 0]);
      expect(await read({ id: 'other' })).toEqual([{ ...light, id: 'other', weight: 3 }]);
    }),
  );

  it(
    'a statement of its own is kept, and refused within a unit of work',
    inAcme(async () => {
      const { database } = engine;
      await database.statement('UPDATE parcel SET weight = ? WHERE id = ?', [41, 'heavy']);
      expect(await read({ id: 'heavy' })).toEqual([{ ...heavy, weight: 41 }]);
      const within = database.transaction(() => database.statement('DELETE FROM parcel', []));
      await expect(within).rejects.toThrow('unit of work');
      expect(await read({ at: heavy.at })).toHaveLength(3);
    }),
  );
});
