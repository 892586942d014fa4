import type { MaskingRules } from './masking-rules.js';
import { checkDigitOf, compact, maskBankCard, maskDocument, maskPhone, maskPlate } from './numbers.js';
import { maskEmail } from './places.js';

/** One between digits: people write numbers in groups. */
const GAP = '[ \\u3000\\t.()\\-‐-―−·]?';
/** No digits before it, and it is no number of ours such as T-20261123-000123. */
const START = '(?<!\\d|(?<![A-Za-z])[A-Z]-(?=\\d{8}-\\d{6}(?!\\d)))';
const END = '(?!\\d)';
/** Looked for where a name begins, and nowhere inside it: a long word must not be gone through once for each letter. */
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const DIGITS_18 = `${START}[1-9](?:${GAP}\\d){16}${GAP}[\\dXx](?![\\dXx])`;
const DIGITS_15 = `${START}[1-9](?:${GAP}\\d){14}${END}`;
const CARD = `${START}[1-9](?:${GAP}\\d){12,18}${END}`;
const MOBILE = `${START}(?:(?:\\+|00)?86${GAP})?1${GAP}[3-9](?:${GAP}\\d){9}${END}`;
const LANDLINE = `${START}\\(?0(?:10|2\\d|[3-9]\\d{2})\\)?${GAP}\\d{3,4}${GAP}\\d{4}${END}`;
const ABROAD = `\\+\\d(?:${GAP}\\d){7,14}${END}`;
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]·?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])/gu;

/** Ids of ours, whose digits may look like a number in groups. */
const ID = /(?<![\dA-Za-z])([0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})(?![\dA-Za-z])/;

type Replacement = readonly [pattern: RegExp, mask: (found: string, rules: MaskingRules) => string];

const REPLACEMENTS: readonly Replacement[] = [
  [EMAIL, maskEmail],
  [new RegExp(DIGITS_18, 'gu'), (found, rules) => (isIdCard(compact(found)) ? idCard(found, rules) : found)],
  [new RegExp(DIGITS_15, 'gu'), (found, rules) => (isDay(compact(found).slice(8, 12)) ? idCard(found, rules) : found)],
  [new RegExp(CARD, 'gu'), (found, rules) => maskBankCard(found, rules['bank-card'])],
  [new RegExp(MOBILE, 'gu'), (found, rules) => maskPhone(found, rules.phone)],
  [new RegExp(LANDLINE, 'gu'), (found, rules) => maskPhone(found, rules.phone)],
  [new RegExp(ABROAD, 'gu'), (found, rules) => maskPhone(found, rules.phone)],
  [PLATE, maskPlate],
];

/** What people wrote, with the numbers and addresses in it masked, however they were typed. */
export function maskText(text: string, rules: MaskingRules): string {
  return narrow(text)
    .split(ID)
    .map((part, index) => (index % 2 === 1 ? part : maskWords(part, rules)))
    .join('');
}

function maskWords(text: string, rules: MaskingRules): string {
  return REPLACEMENTS.reduce((masked, [pattern, mask]) => masked.replace(pattern, (found) => mask(found, rules)), text);
}

/** Full-width digits, letters and what stands between them as plain ones. */
function narrow(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ＠＋－．（）]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

function idCard(found: string, rules: MaskingRules): string {
  return maskDocument(found, rules['id-card']);
}

function isIdCard(number: string): boolean {
  return isDay(number.slice(10, 14)) && checkDigitOf(number.slice(0, 17)) === number.at(17);
}

/** @param text `MMDD` */
function isDay(text: string): boolean {
  const [month, day] = [Number(text.slice(0, 2)), Number(text.slice(2))];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
