import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { jarDatabase, JarFlavourSchema, JarSchema } from '#libs/testing/jars';
import type { EntityManager } from 'typeorm';
import { TenantHasNoDatabase, type Database } from './database.js';
import { currentContext, NoTenantInContext, runAsTenant } from './tenant/tenant-context.js';
import { InvalidTenantId } from './tenant/tenant-id.js';

const NOW = new Date('2026-11-23T09:00:00.123Z');
const boom = new Error('boom');

onEachEngine('the database of a tenant', (open) => {
  let engine: Engine;
  let database: Database;
  beforeAll(async () => {
    engine = await open(jarDatabase, ['platform', 'acme', 'globex']);
    ({ database } = engine);
  });
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const put = (tx: EntityManager, flavour: string) => tx.insert(JarFlavourSchema, { jarId: newId(NOW), flavour });
  const seen = async (flavour: string) => (await database.reader()).countBy(JarFlavourSchema, { flavour });

  describe('is reached by the tenant in context alone', () => {
    it('refuses everything without a tenant: there is no default', async () => {
      await expect(database.reader()).rejects.toThrow(NoTenantInContext);
      await expect(database.transaction(async () => 'never')).rejects.toThrow(NoTenantInContext);
    });

    it('refuses a tenant it has no database for, by an error that says so', async () => {
      const count = () => runAsTenant('nobody', async () => (await database.reader()).count(JarSchema));
      const write = () => runAsTenant('nobody', () => database.transaction((tx) => put(tx, 'mint')));
      await expect(count()).rejects.toThrow(TenantHasNoDatabase);
      await expect(write()).rejects.toThrow(TenantHasNoDatabase);
    });

    it.each(['', 'x', 'Acme', 'a-b', 'a`b', '../acme', 'a'.repeat(32)])('refuses %j, which is no tenant id', (tenant) =>
      expect(database.provision(tenant)).rejects.toThrow(InvalidTenantId),
    );

    it('shows a tenant its own rows only', async () => {
      await inAcme(() => database.transaction((tx) => put(tx, 'own')));
      expect(await inAcme(() => seen('own'))).toBe(1);
      expect(await runAsTenant('globex', () => seen('own'))).toBe(0);
    });

    it('keeps a unit of work to the tenant it began with', () =>
      inAcme(async () => {
        const crossing = database.transaction(async () => {
          await runAsTenant('globex', () => database.transaction((tx) => put(tx, 'elsewhere')));
          throw boom;
        });
        await expect(crossing).rejects.toThrow(boom);
        expect(await seen('elsewhere')).toBe(0);
        expect(await runAsTenant('globex', () => seen('elsewhere'))).toBe(1);
      }));

    it('lets no other database join a unit of work', () =>
      inAcme(async () => {
        const other = engine.another();
        const joining = database.transaction(() => other.transaction((tx) => put(tx, 'stranger')));
        await expect(joining).rejects.toThrow(/unit of work of another database/);
      }));
  });

  describe('changes by units of work', () => {
    it('commits all of it', () =>
      inAcme(async () => {
        await database.transaction(async (tx) => {
          await put(tx, 'lemon');
          await put(tx, 'lemon');
        });
        expect(await seen('lemon')).toBe(2);
      }));

    it('rolls back all of it when the work throws, and throws the same error', () =>
      inAcme(async () => {
        const failing = database.transaction(async (tx) => {
          await put(tx, 'gone');
          throw boom;
        });
        await expect(failing).rejects.toBe(boom);
        expect(await seen('gone')).toBe(0);
      }));

    it('rolls back all of it when a statement fails', () =>
      inAcme(async () => {
        const row = { jarId: newId(NOW), flavour: 'twice' };
        const failing = database.transaction(async (tx) => {
          await put(tx, 'before');
          await tx.insert(JarFlavourSchema, row);
          await tx.insert(JarFlavourSchema, row);
        });
        await expect(failing).rejects.toThrow();
        expect([await seen('before'), await seen('twice')]).toEqual([0, 0]);
      }));

    it('joins the one that runs: what is inside stands and falls with it', () =>
      inAcme(async () => {
        const inner = () => database.transaction((tx) => put(tx, 'joined'));
        await expect(database.transaction(() => inner().then(() => Promise.reject(boom)))).rejects.toBe(boom);
        expect(await seen('joined')).toBe(0);
        await database.transaction(inner);
        expect(await seen('joined')).toBe(1);
      }));

    it('sees its own changes before they are committed, and nobody else does', () =>
      inAcme(async () => {
        await database.transaction(async (tx) => {
          await put(tx, 'fresh');
          expect(await seen('fresh')).toBe(1);
          expect(await runAsTenant('acme', () => seen('fresh'))).toBe(0);
        });
        expect(await seen('fresh')).toBe(1);
      }));

    it('takes nothing from work that was left behind when it ended', () =>
      inAcme(async () => {
        const forgotten = Promise.withResolvers<void>();
        let straggler: Promise<unknown> = Promise.resolve();
        const halves = database.transaction((tx) => {
          straggler = forgotten.promise.then(() => put(tx, 'late'));
          return Promise.all([straggler, Promise.reject(boom)]);
        });
        await expect(halves).rejects.toBe(boom);
        forgotten.resolve();
        await expect(straggler).rejects.toThrow(/released/);
        expect(await seen('late')).toBe(0);
      }));

    it('takes nothing in the moment of its end either', () =>
      inAcme(async () => {
        const late: Promise<unknown>[] = [];
        const ending = database.transaction(async (tx) => {
          for (let turns = 0; turns < 40; turns++) late.push(after(turns).then(() => put(tx, 'moment')));
          await put(tx, 'moment');
          throw boom;
        });
        await expect(ending).rejects.toBe(boom);
        await Promise.allSettled(late);
        expect(await seen('moment')).toBe(0);
      }));

    it('serves the next after one that failed', () =>
      inAcme(async () => {
        for (let n = 0; n < 30; n++) {
          await database.transaction(() => Promise.reject(boom)).catch(() => undefined);
        }
        await database.transaction((tx) => put(tx, 'next'));
        expect(await seen('next')).toBe(1);
      }));
  });

  describe('tells who waits for the commit', () => {
    it('after it, in order, and with the rows there to see', () =>
      inAcme(async () => {
        const told: string[] = [];
        const reads: Promise<number>[] = [];
        await database.transaction(async (tx) => {
          await put(tx, 'told');
          currentContext()!.unitOfWork!.afterCommit(() => told.push('first'));
          await database.transaction(async () => {
            currentContext()!.unitOfWork!.afterCommit(() => {
              told.push('second');
              reads.push(seen('told'));
            });
          });
          expect(told).toEqual([]);
        });
        expect(told).toEqual(['first', 'second']);
        expect(await Promise.all(reads)).toEqual([1]);
      }));

    it('never when it was rolled back', () =>
      inAcme(async () => {
        const told: string[] = [];
        const failing = database.transaction(async () => {
          currentContext()!.unitOfWork!.afterCommit(() => told.push('never'));
          throw boom;
        });
        await expect(failing).rejects.toBe(boom);
        expect(told).toEqual([]);
      }));
  });

  describe('keeps values as they are', () => {
    it('tells apart what differs by case or accent only', () =>
      inAcme(async () => {
        for (const flavour of ['rose', 'Rose', 'rosé']) await database.transaction((tx) => put(tx, flavour));
        expect([await seen('rose'), await seen('Rose'), await seen('rosé')]).toEqual([1, 1, 1]);
      }));
  });

  describe('comes and goes', () => {
    it('knows how far its schema is', async () => {
      expect(await database.schemaState('acme')).toBe('current');
      expect(await database.schemaState('nobody')).toBe('absent');
    });

    it('can be provisioned again, and by several at once', async () => {
      const processes = [database, engine.another(), engine.another()];
      await Promise.all(processes.map((each) => each.provision('newcomer')));
      expect(await database.schemaState('newcomer')).toBe('current');
      await database.drop('newcomer');
    });

    it('is gone when it was dropped, and empty when it was made again', async () => {
      await database.provision('phoenix');
      const write = () => runAsTenant('phoenix', () => database.transaction((tx) => put(tx, 'ash')));
      await write();
      await database.drop('phoenix');
      await expect(database.schemaState('phoenix')).resolves.toBe('absent');
      await expect(write()).rejects.toThrow();
      await expect(write()).rejects.toThrow(TenantHasNoDatabase);
      await database.provision('phoenix');
      expect(await runAsTenant('phoenix', () => seen('ash'))).toBe(0);
      await write();
      await database.drop('phoenix');
    });

    it('answers a ping', () => database.ping());

    it('refuses everything once it is closed', async () => {
      const closed = engine.another();
      await inAcme(() => closed.transaction((tx) => put(tx, 'last')));
      await closed.close();
      await expect(inAcme(() => closed.reader())).rejects.toThrow('the database is closed');
      await expect(inAcme(() => closed.transaction((tx) => put(tx, 'never')))).rejects.toThrow(
        'the database is closed',
      );
    });
  });
});

async function after(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
}
