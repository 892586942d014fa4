import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '#libs/kernel/clock';
import type { BlobStore } from './blob-store.js';
import { DiskBlobStore } from './disk-blob-store.js';
import { masterKeysOfFile } from '#libs/sealing/key-file';
import { parseMasterKeys } from '#libs/sealing/master-keys';
import type { ObjectStorageEnvironment } from './object-storage-environment.js';
import { ObjectStorage } from './object-storage.js';
import { S3BlobStore } from './s3-blob-store.js';
import { S3Client } from './s3-client.js';

/** In a data folder, by a key that is made there. */
export function storageInFolder(dataDir: string): ObjectStorage {
  return new ObjectStorage(new DiskBlobStore(join(dataDir, 'objects')), masterKeysOfFile(join(dataDir, 'objects.key')));
}

/** As the environment says. @throws Error when it does not. */
export function storageOf(env: ObjectStorageEnvironment, clock: Clock): ObjectStorage {
  if (env.OBJECT_STORAGE_URL === undefined || env.OBJECT_STORAGE_MASTER_KEYS === undefined) {
    throw new Error('the environment does not say where objects are kept');
  }
  return new ObjectStorage(
    blobStoreOf(env.OBJECT_STORAGE_URL, env, clock),
    parseMasterKeys(env.OBJECT_STORAGE_MASTER_KEYS),
  );
}

function blobStoreOf(url: string, env: ObjectStorageEnvironment, clock: Clock): BlobStore {
  if (url.startsWith('file:')) return new DiskBlobStore(fileURLToPath(url));
  const credentials = { accessKey: env.OBJECT_STORAGE_ACCESS_KEY!, secretKey: env.OBJECT_STORAGE_SECRET_KEY! };
  const region = env.OBJECT_STORAGE_REGION ?? 'us-east-1';
  return new S3BlobStore(new S3Client({ url, region, credentials }, clock));
}
