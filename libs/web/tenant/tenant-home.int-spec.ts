import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DatabaseDefinition } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, openSqlite, type Engine } from '#libs/testing/engines';
import { jarDatabase } from '#libs/testing/jars';
import type { MigrationInterface } from 'typeorm';
import { SchemaRefused, TenantHome } from './tenant-home.js';

class AddNothing1763900990000 implements MigrationInterface {
  async up(): Promise<void> {
    return;
  }

  async down(): Promise<void> {
    return;
  }
}

const newer: DatabaseDefinition = { ...jarDatabase, migrations: [...jarDatabase.migrations, AddNothing1763900990000] };

onEachEngine('processes that start at once', (open) => {
  it('seed a tenant one after the other', async () => {
    const engine = await open(jarDatabase, ['acme']);
    let [now, most] = [0, 0];
    const seed = async () => {
      most = Math.max(most, ++now);
      for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
      now--;
    };
    const databases = engine.database.locksRows
      ? [engine.database, engine.another(), engine.another()]
      : [engine.database];
    await Promise.all(databases.map((database) => new TenantHome(database, seed).open(['acme'], false)));
    await engine.dispose();
    expect(most).toBe(1);
  });
});

describe('the home of tenants', () => {
  const engines: Engine[] = [];
  const seeded = jest.fn(async () => void currentTenant());
  beforeEach(() => void seeded.mockClear());
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.dispose();
  });

  /** The databases of a program that knows `known`, as a program that knew `made` left them. */
  const homeOf = async ({ known = jarDatabase, made = jarDatabase, tenants = ['platform', 'acme'] } = {}) => {
    const engine = await openSqlite(made, tenants);
    engines.push(engine);
    const database = engine.another({ definition: known });
    return { database, home: new TenantHome(database, seeded) };
  };

  it('opens where every schema is the one the program knows', async () => {
    const { home } = await homeOf();
    await home.open(['platform', 'acme'], false);
    expect(seeded).toHaveBeenCalledTimes(1);
  });

  it('brings what is behind or absent up to date when it may', async () => {
    const { home, database } = await homeOf({ known: newer });
    await home.open(['platform', 'acme', 'newcomer'], true);
    for (const tenant of ['platform', 'acme', 'newcomer']) expect(await database.schemaState(tenant)).toBe('current');
  });

  it('seeds every tenant in its own context at each start, the platform never', async () => {
    const { home } = await homeOf();
    const tenants: string[] = [];
    seeded.mockImplementation(async () => void tenants.push(currentTenant()));
    await home.open(['platform', 'acme', 'newcomer'], true);
    await home.provision('acme');
    expect(tenants).toEqual(['acme', 'newcomer', 'acme']);
  });

  it.each([
    ['behind', 'acme'],
    ['absent', 'newcomer'],
  ])('refuses to open on a schema that is %s when it may not migrate, and says what to do', async (state, tenant) => {
    const { home, database } = await homeOf({ known: newer });
    const opening = home.open([tenant], false);
    await expect(opening).rejects.toThrow(SchemaRefused);
    await expect(opening).rejects.toThrow(new RegExp(`tenant ${tenant} is ${state}: run npm run migrate`));
    expect(await database.schemaState(tenant)).toBe(state);
  });

  it.each([true, false])('refuses to open on a schema newer than the program, migrate: %s', async (migrate) => {
    const { home } = await homeOf({ made: newer });
    const opening = home.open(['platform', 'acme'], migrate);
    await expect(opening).rejects.toThrow(SchemaRefused);
    await expect(opening).rejects.toThrow('the schema of tenant platform is newer than this program');
  });

  it('takes a schema as unknown, not as behind, when it lacks one migration and has another', async () => {
    const { home } = await homeOf({
      made: newer,
      known: {
        ...jarDatabase,
        migrations: [...jarDatabase.migrations, class AddMore1763900991000 extends AddNothing1763900990000 {}],
      },
    });
    await expect(home.open(['acme'], true)).rejects.toThrow(/newer than this program/);
  });
});
