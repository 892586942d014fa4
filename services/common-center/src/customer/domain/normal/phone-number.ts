import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import numberingPlans from 'libphonenumber-js/max/metadata';
import { PhoneMalformed } from '../customer.errors.js';

/** Whose numbers are given without a country. */
const HOME = 'CN';
/** Most of what comes: the plans would take a tenth of a millisecond for it. */
const MOBILE_AT_HOME = /^(?:\+?86)?(1[3-9]\d{9})$/;

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
  const mobile = MOBILE_AT_HOME.exec(compact)?.[1];
  if (mobile !== undefined) return `+86${mobile}`;
  const known = parsePhoneNumberFromString(compact, HOME, numberingPlans);
  return known?.isValid() ? known.number : compact;
}
