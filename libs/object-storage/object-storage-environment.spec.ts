import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from '#libs/discovery/config/environment';
import { PlatformEnvironment } from '#libs/discovery/config/platform-environment';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { FakeClock } from '#libs/testing/fake-clock';
import { S3Stub } from '#libs/testing/doubles/s3-stub';
import { storageInFolder, storageOf } from './chosen-storage.js';
import { newMasterKey } from '#libs/sealing/master-keys';
import { keepingObjects } from './object-storage-environment.js';
import type { ObjectStorage } from './object-storage.js';

const KEYS = newMasterKey('2026');
const CLUSTER = {
  PROFILE: 'cluster',
  DB_URL: 'mariadb://root:x@db:1',
  ROCKETMQ_ENDPOINTS: 'mq:1',
  CONSUL_URL: 'http://consul:1',
  REDIS_URL: 'redis://redis:1',
  SERVICE_SECRET: 'sixteen characters',
};
const read = (more: Record<string, string>) => readEnvironment(keepingObjects(PlatformEnvironment), more);

describe('where objects are kept', () => {
  it('must be said in a cluster, and nowhere else', () => {
    expect(() => read(CLUSTER)).toThrow(/OBJECT_STORAGE_URL: needed[^]*OBJECT_STORAGE_MASTER_KEYS: needed/);
    expect(read({}).OBJECT_STORAGE_URL).toBeUndefined();
    expect(readEnvironment(PlatformEnvironment, CLUSTER).PROFILE).toBe('cluster');
  });

  it('needs credentials only for a bucket', () => {
    const given = { ...CLUSTER, OBJECT_STORAGE_MASTER_KEYS: KEYS };
    expect(read({ ...given, OBJECT_STORAGE_URL: 'file:///srv/objects' }).OBJECT_STORAGE_ACCESS_KEY).toBeUndefined();
    expect(() => read({ ...given, OBJECT_STORAGE_URL: 'https://s3:9000/bucket' })).toThrow(
      /OBJECT_STORAGE_ACCESS_KEY: needed[^]*OBJECT_STORAGE_SECRET_KEY: needed/,
    );
  });

  it.each(['', 'no colon', 'id:c2hvcnQ=', `${KEYS},${KEYS}`, `a b:${KEYS.split(':')[1]}`])(
    'takes no master keys such as %j, and does not repeat them',
    (text) => {
      const given = { ...CLUSTER, OBJECT_STORAGE_URL: 'file:///srv', OBJECT_STORAGE_MASTER_KEYS: text };
      expect(() => read(given)).toThrow(/OBJECT_STORAGE_MASTER_KEYS: (expected|needed)/);
      expect(() => read(given)).not.toThrow(/c2hvcnQ|no colon/);
    },
  );

  it('is a folder, a bucket, or the data folder with a key of its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
    const stub = await S3Stub.start();
    const of = (url: string) =>
      storageOf(
        {
          OBJECT_STORAGE_URL: url,
          OBJECT_STORAGE_REGION: stub.region,
          OBJECT_STORAGE_ACCESS_KEY: stub.credentials.accessKey,
          OBJECT_STORAGE_SECRET_KEY: stub.credentials.secretKey,
          OBJECT_STORAGE_MASTER_KEYS: KEYS,
        },
        new FakeClock(),
      );
    for (const storage of [of(`file://${folder}`), of(stub.url), storageInFolder(join(folder, 'data'))]) {
      expect(await writtenAndRead(storage)).toBe('content');
    }
    expect((await readdir(join(folder, 'data'))).sort()).toEqual(['objects', 'objects.key']);
    await stub.stop();
    await rm(folder, { recursive: true });
  });
});

function writtenAndRead(storage: ObjectStorage): Promise<string> {
  return runAsTenant('acme', async () => {
    const content = async function* () {
      yield Buffer.from('content');
    };
    await storage.put('a/b', content());
    return (await buffer((await storage.get('a/b')).content)).toString();
  });
}
