import { COMPOUND_SURNAMES } from './compound-surnames.js';

const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々ー]/u;
const PARTS = /([\s·•・]+)/u;
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** 张*, 王*明, 欧阳**, N*** B***: of Chinese, Japanese and Korean names by their length, of others the initials. */
export function maskName(text: string): string {
  const name = text.normalize('NFC').trim();
  const parts = name.split(PARTS).filter((part) => part !== '');
  if (parts.length === 1) return maskPart(name);
  return parts.map((part) => (PARTS.test(part) ? part[0] : maskWord(part))).join('');
}

function maskPart(name: string): string {
  if (!EAST_ASIAN.test(name)) return maskWord(name);
  const characters = charactersOf(name);
  const [surname, ...given] = characters;
  if (characters.length < 3) return given.length === 0 ? '*' : `${surname}*`;
  if (COMPOUND_SURNAMES.has(characters.slice(0, 2).join(''))) {
    return characters.slice(0, 2).join('') + (characters.length === 3 ? '*' : '**');
  }
  return surname + (characters.length === 3 ? '*' : '**') + given.at(-1);
}

/** A word of several: its first character, if there are more. */
function maskWord(word: string): string {
  const characters = charactersOf(word);
  if (characters.length === 1) return '*';
  return characters[0] + (EAST_ASIAN.test(word) ? '**' : '***');
}

/** As people count them: a surrogate pair is one, and so is a letter with its accents. */
function charactersOf(text: string): string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment);
}
