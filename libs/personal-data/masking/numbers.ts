import { keep, STARS, type Shown } from './keep.js';

const MOBILE = /^(?:\+?86|0086)?(1[3-9]\d{9})$/;
const LANDLINE = /^(?:(?:\+|00)86-?0?|0)(10|2\d|[3-9]\d{2})-?(\d{7,8})(?:-\d{1,6})?$/;
const ID_CARD = /^(\d{15}|\d{17}[\dX])$/;
const PLATE = /^\p{Script=Han}[A-Z][\p{Script=Han}A-Z0-9]{4,6}$/u;
const LAST_FOUR = 4;
const ID_STARS = '********';
const CARD_STARS = '******';

/** However it was typed: full-width, with spaces, dots and brackets. Dashes stay, they part an area code from the rest. */
function typed(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .replace(/[\s().·]/g, '');
}

export function compact(text: string): string {
  return typed(text).replace(/-/g, '').toUpperCase();
}

/** 138****8000; of a landline the area code and the last four: 010-****1234; of others as much as leaves four hidden. */
export function maskPhone(text: string, shown: Shown): string {
  const mobile = MOBILE.exec(compact(text))?.[1];
  if (mobile !== undefined) return keep(mobile, shown);
  const [, area, local] = LANDLINE.exec(typed(text)) ?? [];
  if (area !== undefined && local !== undefined) {
    return `0${area}-${STARS}${local.slice(-LAST_FOUR)}`;
  }
  return keep(compact(text).replace(/\D/g, ''), shown);
}

/** Of an ID card the region and the last four, 110105********002X: the day of birth is hidden. Of others the last four. */
export function maskDocument(text: string, idCard: Shown): string {
  const number = compact(text);
  if (!ID_CARD.test(number)) return keep(number, { head: 0, tail: LAST_FOUR });
  return keep(number, number.length === 15 ? { ...idCard, tail: Math.min(idCard.tail, 3) } : idCard, ID_STARS);
}

/** 622202******1234 */
export function maskBankCard(text: string, shown: Shown): string {
  return keep(compact(text), shown, CARD_STARS);
}

/** 京A***12; of one that is not Chinese the last two. */
export function maskPlate(text: string): string {
  const plate = compact(text);
  if (!PLATE.test(plate)) return keep(plate, { head: 0, tail: 2 }, '***');
  return `${plate.slice(0, 2)}***${plate.slice(-2)}`;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';

/** The check digit of an ID card (GB 11643-1999; ISO 7064 MOD 11-2). @param digits the first seventeen */
export function checkDigitOf(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECK[sum % 11]!;
}
