import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { SERVICE_SECRETS } from '#libs/web/access/service-secret';
import { Inject, Injectable } from '@nestjs/common';
import { fromBase32, toBase32 } from './base32.js';

const PURPOSE = 'switchboard mail thread';
const KEY_BYTES = 32;
const ID_BYTES = 16;
/** 80 bits: short enough for an address, and each guess costs a mail. */
const MAC_BYTES = 10;
const TOKEN = /(?<![0-9a-z])[0-9a-hj-km-np-tv-z]{42}(?![0-9a-z])/g;

/**
 * Says in an address, a subject or a Message-ID which ticket a message belongs to: the ticket's id and an HMAC-SHA-256 over it
 * by a key of the tenant, in letters whose case does not matter. The keys are derived (HKDF, RFC 5869) from the secrets in
 * the environment; nothing is kept, so who reads the database can make none.
 */
@Injectable()
export class ThreadTokens {
  constructor(@Inject(SERVICE_SECRETS) private readonly secrets: readonly string[]) {}

  /** @param ticketId a UUID */
  sign(ticketId: string): string {
    const id = Buffer.from(ticketId.replaceAll('-', ''), 'hex');
    return toBase32(Buffer.concat([id, this.#mac(id, this.secrets[0]!)]));
  }

  /** The ticket of the first token in the text that this tenant has signed; null: there is none. */
  find(text: string): string | null {
    for (const [token] of text.toLowerCase().matchAll(TOKEN)) {
      const bytes = fromBase32(token, ID_BYTES + MAC_BYTES);
      const [id, mac] = [bytes.subarray(0, ID_BYTES), bytes.subarray(ID_BYTES)];
      if (this.#isSigned(id, mac) && toBase32(bytes) === token) return uuidOf(id);
    }
    return null;
  }

  /** Every key is tried, so that the time says nothing of which one it was. */
  #isSigned(id: Buffer, mac: Buffer): boolean {
    return this.secrets.map((secret) => timingSafeEqual(this.#mac(id, secret), mac)).includes(true);
  }

  #mac(id: Buffer, secret: string): Buffer {
    const key = Buffer.from(hkdfSync('sha256', secret, currentTenant(), PURPOSE, KEY_BYTES));
    return createHmac('sha256', key).update(id).digest().subarray(0, MAC_BYTES);
  }
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}
