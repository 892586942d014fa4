import { DocumentMalformed } from '../customer.errors.js';

/** The resident identity card of China; other countries' cards have types of their own. */
const RESIDENT_CARD = 'id-card';

/**
 * Without spaces and dashes, in upper case. A resident card of the first generation (15 digits) is the same as its 18.
 * @param type in lower case
 */
export function documentNumber(type: string, written: string): string {
  const compact = written.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const isFirstGeneration = type === RESIDENT_CARD && /^\d{15}$/.test(compact);
  return isFirstGeneration ? withCheckDigit(`${compact.slice(0, 6)}19${compact.slice(6)}`) : compact;
}

/**
 * @param number as {@link documentNumber} gives it
 * @throws DocumentMalformed when it is masked, or no number of such a card
 */
export function requireReal(type: string, number: string): void {
  if (number.includes('*')) throw new DocumentMalformed('The number is masked.', { field: 'document' });
  if (type === RESIDENT_CARD && !isResidentNumber(number)) {
    throw new DocumentMalformed('This is no number of an identity card.', { field: 'document' });
  }
}

function isResidentNumber(number: string): boolean {
  return /^\d{17}[\dX]$/.test(number) && number === withCheckDigit(number.slice(0, 17)) && isDay(number.slice(6, 14));
}

/** ISO 7064 MOD 11-2, as GB 11643-1999 has it. */
function withCheckDigit(digits: string): string {
  let sum = 0;
  for (let place = 0; place < 17; place++) sum += Number(digits[place]) * (2 ** (17 - place) % 11);
  return digits + '10X98765432'[sum % 11]!;
}

/** @param digits YYYYMMDD */
function isDay(digits: string): boolean {
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
