import type { CharacterTable } from '#libs/quality-rules/words/folding';
import characters from 'opencc-js/dict/TSCharacters';

/** Traditional characters and what they are written as on the mainland: OpenCC's table, the first of several. */
export const SIMPLIFIED: CharacterTable = new Map(
  characters.split('|').map((line) => line.split(' ').slice(0, 2) as [string, string]),
);
