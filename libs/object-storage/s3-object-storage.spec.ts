import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { S3Stub } from '#libs/testing/doubles/s3-stub';
import { objectStorageContract } from './object-storage.contract.js';
import { PART_BYTES, S3BlobStore } from './s3-blob-store.js';
import { S3Client, S3Failed, valuesOf } from './s3-client.js';

const clientOf = ({ url, region, credentials }: Pick<S3Stub, 'url' | 'region' | 'credentials'>) =>
  new S3Client({ url, region, credentials }, new FakeClock());

objectStorageContract('in a bucket', async () => {
  const stub = await S3Stub.start();
  return {
    blobs: new S3BlobStore(clientOf(stub)),
    stored: async (path) => {
      const blob = stub.blobs.get(path);
      if (!blob) throw new Error('there is none');
      return blob;
    },
    overwrite: async (path, content) => void stub.blobs.set(path, content),
    dispose: () => stub.stop(),
  };
});

describe('a bucket of S3', () => {
  let stub: S3Stub;
  let blobs: S3BlobStore;
  beforeAll(async () => {
    stub = await S3Stub.start();
    blobs = new S3BlobStore(clientOf(stub));
  });
  beforeEach(() => void stub.calls.splice(0));
  afterAll(() => stub.stop());

  const bytes = async function* (count: number) {
    yield Buffer.alloc(count);
  };

  it('gets what is small in one request, what is large in parts', async () => {
    await blobs.put('acme/small', bytes(1_000));
    await blobs.put('acme/large', bytes(2 * PART_BYTES + 1));
    expect(stub.calls).toEqual([
      'PUT',
      'POST uploads',
      ...Array.from({ length: 3 }, () => 'PUT partNumber,uploadId'),
      'POST uploadId',
    ]);
    expect(stub.blobs.get('acme/large')!.length).toBe(2 * PART_BYTES + 1);
  });

  it('is left with no parts of what failed', async () => {
    const failing = async function* () {
      yield Buffer.alloc(PART_BYTES + 1);
      throw new Error('cut');
    };
    await expect(blobs.put('acme/cut', failing())).rejects.toThrow('cut');
    expect(stub.uploads.size).toBe(0);
  });

  it('is asked again while it is busy, and not for ever', async () => {
    stub.failing = 2;
    await blobs.put('acme/busy', bytes(1));
    expect(stub.calls).toEqual(['PUT', 'PUT', 'PUT']);
    stub.failing = 100;
    await expect(blobs.put('acme/busy', bytes(1))).rejects.toMatchObject({ status: 503, code: 'SlowDown' });
    stub.failing = 0;
  });

  it('refuses a wrong secret, which is not tried again', async () => {
    const stranger = clientOf({ ...stub, url: stub.url, credentials: { accessKey: 'stub', secretKey: 'guessed' } });
    const putting = new S3BlobStore(stranger).put('acme/x', bytes(1));
    await expect(putting).rejects.toThrow(S3Failed);
    await expect(putting).rejects.toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(stub.calls).toEqual(['PUT']);
  });

  it('names keys in XML, with its escapes', () => {
    expect(valuesOf('<Key>a&amp;b&#x41;&#66;</Key><Key/><Key>&lt;</Key>', 'Key')).toEqual(['a&bAB', '<']);
  });
});
