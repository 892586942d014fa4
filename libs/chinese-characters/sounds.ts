import type { CharacterTable } from '#libs/quality-rules/words/folding';
import { pinyin } from 'pinyin-pro';
import { SIMPLIFIED } from './simplified.js';

const FIRST = 0x4e00;
const LAST = 0x9fff;

let made: CharacterTable | undefined;

/**
 * Each character to the first one that sounds alike, whatever the tone: 威 and 微 are one. Of several readings the usual one counts.
 * Made when it is first asked for, in about 0.2 s.
 */
export function sounds(): CharacterTable {
  return (made ??= table());
}

function table(): CharacterTable {
  const heads = new Map<string, string>();
  const alike = new Map<string, string>();
  for (let code = FIRST; code <= LAST; code += 1) {
    const character = String.fromCodePoint(code);
    const sound = pinyin(SIMPLIFIED.get(character) ?? character, { toneType: 'none' });
    const head = heads.get(sound);
    if (head === undefined) heads.set(sound, character);
    else alike.set(character, head);
  }
  return alike;
}
