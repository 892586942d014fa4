import type { Blank } from './question.js';

/** Whether what was typed is one of what a blank accepts, however wide, spaced or ended it was typed. */
export function acceptedIn({ accepted, caseSensitive, tolerance }: Blank, typed: unknown): boolean {
  if (typeof typed !== 'string') return false;
  const plain = plainOf(typed, caseSensitive);
  if (plain === '') return false;
  if (tolerance !== null && accepted.some((value) => isNear(value, plain, tolerance))) return true;
  return accepted.some((value) => plainOf(value, caseSensitive) === plain);
}

function plainOf(text: string, caseSensitive: boolean): string {
  const even = text
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.,;:!?。，；：！？、]+$/, '');
  return caseSensitive ? even : even.toLowerCase();
}

function isNear(value: string, typed: string, tolerance: number): boolean {
  const [wanted, given] = [numberIn(value), numberIn(typed)];
  return wanted !== null && given !== null && Math.abs(wanted - given) <= tolerance + Number.EPSILON * Math.abs(wanted);
}

/** A point for decimals, commas between thousands. */
function numberIn(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  if (!/^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?$/.test(plain)) return null;
  return Number(plain.replaceAll(',', '').replace('%', ''));
}
