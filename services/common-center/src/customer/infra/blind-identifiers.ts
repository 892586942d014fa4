import type { TenantCipher } from '#libs/personal-data/keys/tenant-cipher';
import { Injectable } from '@nestjs/common';
import { CustomerCipher } from './customer-cipher.js';
import type { IdentifierRow, IdentifierType } from './customer.schema.js';

/** The last four of an e-mail address say nothing: nobody asks for them. */
const WITHOUT_TAIL: readonly IdentifierType[] = ['email'];

/** The keys of identifiers as blind indices, which are all that tables have of them. */
@Injectable()
export class BlindIdentifiers {
  constructor(private readonly keys: CustomerCipher) {}

  async lookupsOf(keys: readonly string[]): Promise<string[]> {
    const cipher = await this.keys.current();
    return keys.map((key) => lookupOf(cipher, parted(key)));
  }

  async tailOf(type: IdentifierType, lastFour: string): Promise<string> {
    return (await this.keys.current()).indexOfLastFour(type, lastFour.normalize('NFKC').toUpperCase());
  }

  /** @param own keys that are one customer's alone */
  async rowsOf(customerId: string, own: readonly string[], shareable: readonly string[]): Promise<IdentifierRow[]> {
    const cipher = await this.keys.current();
    return [...own, ...shareable].map((key, index) => {
      const { type, value } = parted(key);
      const lookup = lookupOf(cipher, { type, value });
      const tail = WITHOUT_TAIL.includes(type) ? null : cipher.indexLastFour(type, value);
      return { lookup, customerId, type, tail, claim: index < own.length ? lookup : null };
    });
  }
}

interface Parted {
  readonly type: IdentifierType;
  readonly value: string;
}

function lookupOf(cipher: TenantCipher, { type, value }: Parted): string {
  return cipher.index(type, value);
}

function parted(key: string): Parted {
  const colon = key.indexOf(':');
  return { type: key.slice(0, colon) as IdentifierType, value: key.slice(colon + 1) };
}
