import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { AnotherMariadb } from '#libs/testing/real-parts/another-mariadb';
import { mariadbUrl } from '#libs/testing/engines';
import { jarDatabase, JarFlavourSchema } from '#libs/testing/jars';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { eventually } from '#libs/testing/eventually';
import { createConnection, type Connection } from 'mysql2/promise';
import { MysqlDatabase } from '../mysql/mysql-database.js';
import { runAsTenant } from '../tenant/tenant-context.js';
import { TenantPlacement, type Place } from '../tenant/tenant-placement.js';
import { CopyOvertaken } from './copy-fence.js';
import { copyTable } from './copy-table.js';
import type { Way } from './database-mover.js';
import { sumOf, sumsOf, type RowSum } from './row-sum.js';
import { tablesOf } from './table-shape.js';

const WAY: Way = { from: undefined, to: 'second' };

/** Where the tenant is, as one process has heard. */
class Heard extends TenantPlacement {
  #place: Place = {};
  #tell = Promise.withResolvers<void>();

  hears(place: Place): void {
    this.#place = place;
    this.#tell.resolve();
    this.#tell = Promise.withResolvers<void>();
  }

  placeOf(): Place {
    return this.#place;
  }

  async untilPlaced(_tenantId: string, isSuch: (place: Place) => boolean): Promise<boolean> {
    while (!isSuch(this.#place)) await this.#tell.promise;
    return true;
  }
}

describeReal('mariadb', 'a tenant that moves to another server', () => {
  let second: AnotherMariadb;
  let namespace: string;
  let placements: [Heard, Heard];
  let processes: [MysqlDatabase, MysqlDatabase];
  let database: MysqlDatabase;

  beforeAll(async () => {
    second = await AnotherMariadb.start();
  }, 60_000);
  afterAll(() => second.stop());
  beforeEach(async () => {
    namespace = `t${crypto.randomUUID().slice(0, 8)}-`;
    const options = { url: mariadbUrl(), namespace, connections: 4, servers: { second: second.url } };
    placements = [new Heard(), new Heard()];
    processes = [
      new MysqlDatabase(jarDatabase, options, placements[0]),
      new MysqlDatabase(jarDatabase, options, placements[1]),
    ];
    [database] = processes;
    await database.provision('acme');
  });
  afterEach(async () => {
    for (const server of [undefined, 'second']) await database.mover.leave('acme', server);
    for (const each of processes) await each.close();
  });

  const name = () => `${namespace}jar_acme`.replaceAll('-', '_');
  const write = (jarId: string, from = database) =>
    runAsTenant('acme', () => from.transaction((tx) => tx.insert(JarFlavourSchema, { jarId, flavour: 'mint' })));
  const seen = async (from = database) =>
    runAsTenant('acme', async () => (await (await from.reader()).find(JarFlavourSchema)).map(({ jarId }) => jarId));
  const copy = (copyId: string, sealed = false) =>
    database.mover.copy('acme', WAY, { copyId, sealed, onTable: async () => undefined });
  const all = (place: Place) => placements.forEach((each) => each.hears(place));
  const fill = async (count: number) => {
    const rows = Array.from({ length: count }, (_, n) => ({
      jarId: `jar-${String(n).padStart(5, '0')}`,
      flavour: 'a',
    }));
    await runAsTenant('acme', () => database.transaction((tx) => tx.insert(JarFlavourSchema, rows)));
  };
  const at = async <T>(url: string, work: (server: Connection) => Promise<T>) => {
    const server = await createConnection({ uri: url.replace('mariadb:', 'mysql:') });
    return work(server).finally(() => server.end());
  };

  it('takes every row along, those written meanwhile too, and leaves none to be written where it was', async () => {
    await fill(4_500);
    const committed: string[] = [];
    let writing = true;
    const writer = async (from: MysqlDatabase, who: string) => {
      for (let n = 0; writing; n++) {
        await write(`${who}-${n}`, from);
        committed.push(`${who}-${n}`);
      }
    };
    const writers = processes.map((each, n) => writer(each, `writer${n}`));
    await copy('first');
    const caughtUp = await copy('second');
    const before = committed.length;

    all({ moving: 'held' });
    await database.mover.seal('acme', undefined);
    all({ moving: 'sealed' });
    const whileSealed = await seen();
    const proof = await copy('third', true);
    all({ server: 'second' });
    await eventually('they write on', () => committed.length > before + 20);
    writing = false;
    await Promise.all(writers);

    const there = new Set(await seen(processes[1]));
    expect(committed.filter((jarId) => !there.has(jarId))).toEqual([]);
    expect(there.size).toBe(4_500 + committed.length);
    expect(caughtUp.copied).toBeGreaterThan(0);
    expect(proof.differing).toEqual([]);
    expect(proof.tables.find(({ table }) => table === 'jar_flavour')!.rows).toBe(whileSealed.length);
    expect(proof.tables.map(({ checksum }) => checksum).every((sum) => /^[0-9a-f]{16}$/.test(sum))).toBe(true);
  }, 60_000);

  it('cannot be written to where it was by a process that has heard nothing: that one tries again until it has', async () => {
    await write('before');
    await copy('first');
    await database.mover.seal('acme', undefined);
    await copy('second', true);
    placements[0].hears({ server: 'second' });
    await expect(write('lost?', processes[1])).rejects.toThrow();
    const pending = write('late', processes[1]).catch(() => write('late', processes[1]));
    placements[1].hears({ server: 'second' });
    await pending;
    expect((await seen()).sort()).toEqual(['before', 'late']);
  });

  it('copies again what is not the same, and what is too much there goes', async () => {
    await fill(30);
    await copy('first');
    await at(second.url, async (server) => {
      await server.query(`DELETE FROM \`${name()}\`.jar_flavour WHERE jarId = 'jar-00007'`);
      await server.query(`INSERT INTO \`${name()}\`.jar_flavour VALUES ('zz', 'not ours'), ('aa', 'not ours')`);
      await server.query(`UPDATE \`${name()}\`.jar_flavour SET flavour = 'b' WHERE jarId = 'jar-00009'`);
    });
    expect(await copy('second')).toMatchObject({ copied: 1, differing: [] });
    expect(await copy('third')).toMatchObject({ copied: 0 });
    all({ server: 'second' });
    expect(await seen()).toHaveLength(30);
  });

  it('sums up many tables by one statement as each by its own', async () => {
    await fill(12);
    await at(mariadbUrl(), async (server) => {
      const tables = await tablesOf(server, name());
      const sums: RowSum[] = [];
      for (const table of tables) sums.push(await sumOf(server, name(), table, { after: null, upTo: null }));
      expect(await sumsOf(server, name(), tables)).toEqual(sums);
      expect(await sumsOf(server, name(), tables.toReversed())).toEqual(sums.toReversed());
      expect(sums.map(({ rows }) => rows)).toContain(12);
    });
  });

  it('is not written to by a copy that was forgotten, once another has begun', async () => {
    await fill(10);
    await copy('late');
    await at(mariadbUrl(), (from) =>
      at(second.url, async (to) => {
        const sides = { from: { server: from, database: name() }, to: { server: to, database: name() } };
        const [table] = (await tablesOf(from, name())).filter((each) => each.name === 'jar_flavour');
        await write('more');
        await copy('sooner');
        await write('even more');
        await expect(copyTable({ ...sides, copyId: 'late' }, table!)).rejects.toThrow(CopyOvertaken);
      }),
    );
  });

  it('stays where it was when the move is given up, with all it has', async () => {
    await write('before');
    await copy('first');
    all({ moving: 'held' });
    await database.mover.seal('acme', undefined);
    await database.mover.giveUp('acme', WAY);
    all({});
    await write('after', processes[1]);
    expect((await seen()).sort()).toEqual(['after', 'before']);
    await expect(at(second.url, (server) => server.query(`USE \`${name()}\``))).rejects.toThrow('Unknown database');
  });
});
