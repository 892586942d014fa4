import { createHash, createHmac, randomBytes } from 'node:crypto';

/** 256 bits of chance, as text: for the first refresh token of a session, and for what later ones are derived with. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * HMAC-SHA-256 keyed by the token that is shown: the answer to a repeated request can be made again although only hashes are
 * kept, and who reads the database can make none.
 */
export function successorOf(token: string, nonce: string): string {
  return createHmac('sha256', token).update(nonce).digest('base64url');
}

/** What is kept of a secret that has enough chance of its own to need no slow hash. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
