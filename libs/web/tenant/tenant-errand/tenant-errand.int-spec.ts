import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { storageInFolder } from '#libs/object-storage/chosen-storage';
import type { ObjectStorage } from '#libs/object-storage/object-storage';
import { masterKeysOf } from '#libs/personal-data/keys/master-keys-of';
import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { CounterSchema, nextCount } from '#libs/persistence/rows/counter';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, openSqlite, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { Jar, jarDatabase, JarFlavourSchema, JarSchema } from '#libs/testing/jars';
import { ServiceManifest, TenantArchive } from './tenant-archive.js';
import { TenantErasure } from './tenant-erasure.js';

const TENANTS = ['platform', 'acme', 'globex'];
const NOW = new Date('2026-11-23T10:00:00.123Z');
const onProgress = async () => undefined;
const keysIn = ({ database }: Engine) =>
  new TenantKeys(database, new FakeClock(), masterKeysOf(undefined, ['the secret of the services']));

onEachEngine('all a service has of a tenant', (open) => {
  let engine: Engine;
  let folder: string;
  let storage: ObjectStorage;
  let archive: TenantArchive;
  let keys: TenantKeys;
  beforeAll(async () => {
    engine = await open(jarDatabase, TENANTS);
    keys = keysIn(engine);
    folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
    storage = storageInFolder(folder);
    archive = new TenantArchive(jarDatabase, engine.database, () => storage, keys);
    await inTenant('acme', async () => {
      const jar = Jar.fill(3, NOW, ['mint', 'Süßholz "🍬"\n']);
      Object.assign(jar, { version: 1, updatedAt: NOW });
      await engine.database.transaction(async (tx) => {
        await tx.insert(JarSchema, { ...jar });
        const rows = Array.from({ length: 1_203 }, (_, n) => ({ jarId: `j${n % 7}`, flavour: `flavour ${n}` }));
        for (let at = 0; at < rows.length; at += 400) await tx.insert(JarFlavourSchema, rows.slice(at, at + 400));
      });
      await nextCount(engine.database, 'jars');
      await storage.put('recording/1', Readable.from([Buffer.from('said')]));
    });
  });
  afterAll(async () => {
    await engine.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const inTenant = <T>(tenant: string, work: () => Promise<T>) => runAsTenant(tenant, work);
  const write = (attempt: string) => archive.write('acme', { folder: 'archive', attempt, objects: true }, onProgress);
  const manifestAt = async (key: string) =>
    ServiceManifest.parse(
      JSON.parse(await inTenant('platform', async () => text((await storage.get(key)).content))) as unknown,
    );
  const jarsOf = (tenant: string) =>
    inTenant(tenant, async () => ({
      jars: await (await engine.database.reader()).find(JarSchema),
      flavours: await (await engine.database.reader()).count(JarFlavourSchema),
      counters: await (await engine.database.reader()).find(CounterSchema),
    }));

  it('is written as lines with checksums, the same each time, and read into another tenant as it was', async () => {
    const written = await write('first');
    const [one, two] = [await manifestAt(written.manifest), await manifestAt((await write('second')).manifest)];
    expect(one.tables.map(({ sha256 }) => sha256)).toEqual(two.tables.map(({ sha256 }) => sha256));
    expect(written).toMatchObject({ objects: 1, rows: 1_205 });

    await inTenant('globex', () => nextCount(engine.database, 'what was there goes'));
    await archive.read('globex', { manifest: written.manifest, objects: true }, onProgress);
    expect(await jarsOf('globex')).toEqual(await jarsOf('acme'));
    expect(await inTenant('globex', async () => text((await storage.get('recording/1')).content))).toBe('said');
  });

  it('is read by the other engine too', async () => {
    const { manifest } = await write('portable');
    const other = await openSqlite(jarDatabase, ['platform', 'initech']);
    const there = new TenantArchive(jarDatabase, other.database, () => storage, keysIn(other));
    await there.read('initech', { manifest, objects: false }, onProgress);
    const jars = await inTenant('initech', async () => (await other.database.reader()).find(JarSchema));
    await other.dispose();
    expect(jars).toEqual((await jarsOf('acme')).jars);
  });

  it('is not read when a line was changed', async () => {
    const { manifest } = await write('damaged');
    const told = await manifestAt(manifest);
    const table = told.tables.find((each) => each.table === 'jar_flavour')!;
    const lines = await inTenant('platform', async () => text((await storage.get(table.key)).content));
    await inTenant('platform', () =>
      storage.put(table.key, Readable.from([Buffer.from(lines.replace('flavour 7"', 'flavour 9999"'))])),
    );
    const reading = archive.read('globex', { manifest, objects: false }, onProgress);
    await expect(reading).rejects.toThrow('the table jar_flavour is not as it was written');
  });

  it('is erased: nothing is left of database and objects, and once more does no harm', async () => {
    const erasure = new TenantErasure(jarDatabase, engine.database, () => storage, keys);
    const erase = () => erasure.erase('acme', { server: null, objects: true }, onProgress);
    expect(await erase()).toMatchObject({ rows: 1_205, objects: 1, isGone: true });
    expect(await engine.database.schemaState('acme')).toBe('absent');
    expect(await inTenant('acme', () => storage.head('recording/1'))).toBeUndefined();
    expect(await erase()).toEqual({ tables: 0, rows: 0, objects: 0, isGone: true });
  });
});
