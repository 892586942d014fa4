import { createCipheriv, createDecipheriv, randomFillSync, type KeyObject } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FRONT_BYTES = NONCE_BYTES + TAG_BYTES;

/** Got many at a time: one by one they take a third of what sealing takes. */
const nonces = Buffer.alloc(NONCE_BYTES * 1_024);
let given = nonces.length;

/**
 * Nonce, tag and content, sealed by AES-256-GCM (NIST SP 800-38D) with a nonce of its own.
 * @param key of 32 bytes
 * @param content texts as UTF-8
 * @param boundTo who it belongs to: authenticated, so that a box moved elsewhere opens nothing
 */
export function sealBox(key: Buffer | KeyObject, content: Uint8Array | string, boundTo: string): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(boundTo));
  const sealed = typeof content === 'string' ? cipher.update(content, 'utf8') : cipher.update(content);
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Valid until the next is asked for. */
function nextNonce(): Buffer {
  if (given === nonces.length) {
    randomFillSync(nonces);
    given = 0;
  }
  given += NONCE_BYTES;
  return nonces.subarray(given - NONCE_BYTES, given);
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
