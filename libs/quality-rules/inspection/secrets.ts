import type { Span } from '../words/span.js';

/** Numbers that must not be said: of bank cards, of Chinese identity cards, of mobile phones. */
export type Secret = 'card' | 'identity' | 'phone';

export interface FoundSecret extends Span {
  readonly secret: Secret;
}

const DIGITS = /(?<![\p{Nd}A-Za-z])\p{Nd}(?:[ \u00a0\u3000-]?\p{Nd}){9,18}[Xx]?(?![\p{Nd}A-Za-z])/gu;
const BIRTH = /^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/;
const PHONE = /^(?:86)?1[3-9]\d{9}$/;
const CARD = /^[2-6]\d{12,18}$/;
const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Numbers by their check digits, or of phones by their form; spaces and hyphens between digits do not hide them. */
export function secretsIn(text: string): FoundSecret[] {
  return [...text.matchAll(DIGITS)].flatMap((match) => {
    const secret = secretOf(match[0].normalize('NFKC').replace(/[\s-]/g, '').toUpperCase());
    return secret === undefined ? [] : [{ secret, from: match.index, to: match.index + match[0].length }];
  });
}

function secretOf(number: string): Secret | undefined {
  if (BIRTH.test(number) && hasIdentityCheck(number)) return 'identity';
  if (PHONE.test(number)) return 'phone';
  return CARD.test(number) && hasLuhnCheck(number) ? 'card' : undefined;
}

/** ISO/IEC 7812-1 annex B. */
function hasLuhnCheck(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** GB 11643-1999: modulo 11 by ISO 7064. */
function hasIdentityCheck(number: string): boolean {
  const sum = IDENTITY_WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return '10X98765432'[sum % 11] === number[17];
}
