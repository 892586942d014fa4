import type { TenantCipher } from '#libs/personal-data/keys/tenant-cipher';
import { isOfNumber } from '#libs/text-search/terms-of';

const KIND = 'ticket-term';

/**
 * What a term is posted as: that of a long number as its blind index, for whoever tries all numbers finds the one a digest is of; a
 * word as it is, so that its beginning is found.
 */
export function postedAs(cipher: TenantCipher, term: string): string {
  return isOfNumber(term) ? cipher.index(KIND, term) : term;
}

export function blinded<Weights>(cipher: TenantCipher, terms: ReadonlyMap<string, Weights>): Map<string, Weights> {
  return new Map(Array.from(terms, ([term, weights]) => [postedAs(cipher, term), weights]));
}
