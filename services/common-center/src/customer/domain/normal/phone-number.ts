import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import numberingPlans from 'libphonenumber-js/max/metadata';
import { PhoneMalformed } from '../customer.errors.js';

/** Whose numbers are given without a country. */
const HOME = 'CN';

/**
 * E.164 (ITU-T) by the numbering plans of libphonenumber; a number that no plan knows, such as a short one within a house, is
 * its digits as they are.
 * @throws PhoneMalformed when it has not 3 to 15 digits
 */
export function phoneNumber(written: string): string {
  const compact = written
    .normalize('NFKC')
    .replace(/[\s().‐-―−-]/g, '')
    .replace(/^00/, '+');
  if (!/^\+?\d{3,15}$/.test(compact)) {
    throw new PhoneMalformed('A phone number has 3 to 15 digits.', { field: 'phone' });
  }
  const known = parsePhoneNumberFromString(compact, HOME, numberingPlans);
  return known?.isValid() ? known.number : compact;
}
