import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jarDatabase, JarFlavourSchema } from '#libs/testing/jars';
import type { EntityManager } from 'typeorm';
import { SqliteDatabase } from './sqlite-database.js';
import { runAsTenant } from '../tenant/tenant-context.js';

describe('the embedded database', () => {
  let folder: string;
  let database: SqliteDatabase;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
    database = new SqliteDatabase(jarDatabase, join(folder, 'data'), 50);
    await database.provision('acme');
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const put = (tx: EntityManager, flavour: string) => tx.insert(JarFlavourSchema, { jarId: 'jar', flavour });

  it('refuses to write through a reader', () =>
    inAcme(async () => {
      const reader = await database.reader();
      await expect(put(reader, 'sneaked in')).rejects.toThrow(/readonly database/);
    }));

  it('cuts off at close a unit of work that does not end', () =>
    inAcme(async () => {
      const begun = Promise.withResolvers<void>();
      void database.transaction(async (tx) => {
        await put(tx, 'never');
        begun.resolve();
        await new Promise(() => undefined);
      });
      await begun.promise;
      await database.close();

      const next = new SqliteDatabase(jarDatabase, join(folder, 'data'));
      expect(await (await next.reader()).count(JarFlavourSchema)).toBe(0);
      await next.transaction((tx) => put(tx, 'after'));
      await next.close();
    }));

  it('leaves nothing of a tenant that was dropped', async () => {
    await inAcme(() => database.transaction((tx) => put(tx, 'some')));
    await database.drop('acme');
    expect(await readdir(join(folder, 'data'))).toEqual([]);
  });
});
