import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KEY_BYTES, type MasterKeys } from '#libs/sealing/master-keys';
import { DamagedObject } from './storage.errors.js';

/**
 * What an object begins with: `SWB1`, the id of the master key padded with zeros, and the object's own data key sealed by
 * that master key (AES-256-GCM: nonce, sealed key, tag) together with the object's path, so that it opens nowhere else.
 */
export const HEADER_BYTES = 128;

const MAGIC = Buffer.from('SWB1');
const NONCE_BYTES = 12;
const ID_END = HEADER_BYTES - NONCE_BYTES - KEY_BYTES - 16;
const NONCE_END = ID_END + NONCE_BYTES;
const KEY_END = NONCE_END + KEY_BYTES;

/** A new data key, and the header that keeps it. */
export function newHeader(keys: MasterKeys, path: string): { header: Buffer; dataKey: Buffer } {
  const { id, key } = keys.newest;
  const [dataKey, nonce] = [randomBytes(KEY_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(path));
  const sealed = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  const front = Buffer.alloc(ID_END);
  MAGIC.copy(front);
  front.write(id, MAGIC.length);
  return { header: Buffer.concat([front, nonce, sealed, cipher.getAuthTag()]), dataKey };
}

/** @throws DamagedObject */
export function dataKeyOf(header: Buffer, keys: MasterKeys, path: string): Buffer {
  if (header.length !== HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new DamagedObject('it has no header');
  }
  const master = keys.find(header.toString('utf8', MAGIC.length, ID_END).replace(/\0+$/, ''));
  if (!master) throw new DamagedObject('its master key is not known');
  const decipher = createDecipheriv('aes-256-gcm', master.key, header.subarray(ID_END, NONCE_END));
  decipher.setAAD(Buffer.from(path)).setAuthTag(header.subarray(KEY_END));
  try {
    return Buffer.concat([decipher.update(header.subarray(NONCE_END, KEY_END)), decipher.final()]);
  } catch {
    throw new DamagedObject('its data key does not open');
  }
}
