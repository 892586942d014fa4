import { domainError } from '#libs/kernel/domain-error';

export class NumberUndiallable extends domainError('number-undiallable', 'invalid') {}

/** Numbers that name no country are of this one. */
const HOME = '86';

/**
 * The one form (E.164) in which numbers are dialled and compared, for every way people write them: full-width digits, spaces, dashes,
 * `00` for `+`, a trunk zero.
 * @throws NumberUndiallable which never says the number
 */
export function internationalNumber(text: string): string {
  const number = diallable(text);
  if (number === null)
    throw new NumberUndiallable('A number has 7 to 15 digits, its country in front.', { field: 'number' });
  return number;
}

/** The same form; null where there is none. */
export function diallable(text: string): string | null {
  const compact = text
    .normalize('NFKC')
    .replace(/[\s().-]/g, '')
    .replace(/^00/, '+');
  const digits = compact.startsWith('+') ? compact : `+${HOME}${compact.replace(/^0/, '')}`;
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null;
}
