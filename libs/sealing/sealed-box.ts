import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FRONT_BYTES = NONCE_BYTES + TAG_BYTES;

/**
 * Nonce, tag and content, sealed by AES-256-GCM (NIST SP 800-38D) with a nonce of its own.
 * @param key of 32 bytes
 * @param boundTo who it belongs to: authenticated, so that a box moved elsewhere opens nothing
 */
export function sealBox(key: Buffer | KeyObject, content: Uint8Array, boundTo: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Null when it was sealed by another key, for somebody else, or has been changed. */
export function openBox(key: Buffer | KeyObject, box: Buffer, boundTo: string): Buffer | null {
  if (box.length < FRONT_BYTES) return null;
  const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(box.subarray(NONCE_BYTES, FRONT_BYTES));
  try {
    return Buffer.concat([decipher.update(box.subarray(FRONT_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}
