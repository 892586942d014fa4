import { createHash } from 'node:crypto';

/** By what a message is known: its Message-ID, which may be longer than a database compares, as 64 hexadecimal digits. */
export function messageKeyOf(messageId: string): string {
  return createHash('sha256').update(`id:${messageId}`).digest('hex');
}

/** Of a message without a Message-ID: by what is in it. @param hash SHA-256 of its source, hexadecimal */
export function contentKeyOf(hash: string): string {
  return createHash('sha256').update(`content:${hash}`).digest('hex');
}
