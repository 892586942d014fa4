/** Single characters that stand for others: traditional for simplified (繁 → 简), or a representative of one sound. */
export type CharacterTable = ReadonlyMap<string, string>;

/** A text as words are compared: what cannot be told apart is the same, what only breaks words up is gone. */
export interface FoldedText {
  readonly text: string;
  /** Where in the original each code unit of `text` comes from. */
  readonly from: readonly number[];
  /** Where in the original that character ends. */
  readonly to: readonly number[];
}

/** What a stop becomes: no word goes across one. */
export const STOP = ',';
const NOTHING = '';
const STOPS = /[\n\r,;:!?"(){}<>[\]，。！？；：、…“”「」『』（）《》【】\u2028\u2029]/u;
const BREAKS = /[\p{Z}\p{S}\p{P}\p{C}\p{Mn}]/u;
const MARKS = /\p{Mn}/gu;

/** What characters are compared as, as far as they were met: at most all there are outside surrogate pairs. */
const KNOWN: (string | undefined)[] = [];

/**
 * What a character is compared as: width, case, accents and compatibility forms (NFKD) are one, stops are one, and
 * spaces, symbols and the invisible are nothing. The table is asked before and after.
 */
export function foldedCharacter(character: string, table?: CharacterTable): string {
  if (table === undefined) return known(character);
  const other = table.get(character);
  if (other !== undefined) return [...other].map(known).join('');
  return [...known(character)].map((each) => table.get(each) ?? each).join('');
}

/** The original characters and where they stand, folded; surrogate pairs are one character, lone ones nothing. */
export function folded(text: string, table?: CharacterTable): FoldedText {
  const from: number[] = [];
  const to: number[] = [];
  let whole = '';
  let at = 0;
  for (const character of text) {
    const units = foldedCharacter(character, table);
    for (let unit = 0; unit < units.length; unit += 1) {
      from.push(at);
      to.push(at + character.length);
    }
    whole += units;
    at += character.length;
  }
  return { text: whole, from, to };
}

function known(character: string): string {
  return character.length > 1 ? compared(character) : (KNOWN[character.charCodeAt(0)] ??= compared(character));
}

function compared(character: string): string {
  if (STOPS.test(character)) return STOP;
  return BREAKS.test(character) ? compatible(character) : plain(character);
}

/** Symbols that are letters in disguise (Ⓐ, ㈱) are those letters; others are nothing. */
function compatible(character: string): string {
  const letters = plain(character);
  return letters === character || BREAKS.test(letters) ? NOTHING : letters;
}

function plain(character: string): string {
  return character.toLowerCase().normalize('NFKD').replace(MARKS, '').normalize('NFKC');
}
