import type { TenantCipher } from '#libs/personal-data/keys/tenant-cipher';

/** Numbers of phones, documents and accounts have at least so many digits. */
const NUMBER = /\d{5}/;
const KIND = 'ticket-term';

/** What a term is posted as: a number that tells of somebody as its blind index, a word as it is, so that its beginning is found. */
export function postedAs(cipher: TenantCipher, term: string): string {
  return NUMBER.test(term) ? cipher.index(KIND, term) : term;
}

export function blinded<Weights>(cipher: TenantCipher, terms: ReadonlyMap<string, Weights>): Map<string, Weights> {
  return new Map(Array.from(terms, ([term, weights]) => [postedAs(cipher, term), weights]));
}
