import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { mariadbUrl, openMariadb, type Engine } from '#libs/testing/engines';
import { jarDatabase, JarFlavourSchema } from '#libs/testing/jars';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import type { Database } from '../database.js';
import { runAsTenant } from '../tenant/tenant-context.js';

describeReal('mariadb', 'the database behind a bad network', () => {
  let engine: Engine;
  let network: TcpProxy;
  let database: Database;
  beforeAll(async () => {
    engine = await openMariadb(jarDatabase, ['acme']);
  });
  afterAll(() => engine.dispose());
  beforeEach(async () => {
    network = await TcpProxy.before(realPart('mariadb').endpoint);
    database = engine.another({ url: mariadbUrl(network.endpoint), connections: 2, statementMs: 300 });
    await inAcme(() => write('before'));
  });
  afterEach(() => network.close());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const write = (flavour: string) =>
    database.transaction((tx) => tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour }));
  const seen = async (flavour: string) => (await database.reader()).countBy(JarFlavourSchema, { flavour });

  it('fails what is not answered in time, and serves again on new connections', () =>
    inAcme(async () => {
      const during = database.transaction(async (tx) => {
        await tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour: 'swallowed' });
        network.swallow();
        await tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour: 'swallowed' });
      });
      await expect(during).rejects.toThrow('Query inactivity timeout');
      network.pass();
      for (let n = 0; n < 6; n++) await write('after');
      expect([await seen('swallowed'), await seen('after')]).toEqual([0, 6]);
    }));

  it('fails what is cut off, and serves the next', () =>
    inAcme(async () => {
      const during = database.transaction(async (tx) => {
        await tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour: 'cut' });
        network.cut();
        await tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour: 'cut' });
      });
      await expect(during).rejects.toThrow();
      for (let n = 0; n < 6; n++) await write('uncut');
      expect([await seen('cut'), await seen('uncut')]).toEqual([0, 6]);
    }));

  it('is found again when the server comes back', () =>
    inAcme(async () => {
      await network.refuse();
      await expect(database.ping()).rejects.toThrow();
      await expect(write('away')).rejects.toThrow();
      await network.accept();
      await database.ping();
      await write('back');
      expect([await seen('away'), await seen('back')]).toEqual([0, 1]);
    }));
});
