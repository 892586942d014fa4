const ALPHABETIC = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
const DIGIT = /\p{Nd}/u;
const INVISIBLE_OR_SYMBOL = /^[\p{Cf}\p{Mn}\p{S}*_#@&%\\]+$/u;

/** Of each code unit, found out when it is first met: a letter of an alphabet, a digit, or neither. */
const KINDS = new Uint8Array(0x10000);
const NEITHER = 1;
const LETTER = 2;
const NUMBER = 3;

/** Whether a word of the text goes on across a position: there are letters of an alphabet on both sides, or digits. */
export function goesOn(text: string, at: number): boolean {
  if (at === 0 || at >= text.length) return false;
  const before = kindOf(text.charCodeAt(at - 1));
  return before !== NEITHER && before === kindOf(text.charCodeAt(at));
}

/**
 * Whether a span reads as one word though something stands inside it. Between letters of an alphabet spaces and points part
 * words ("pen is", "he'll"), unless they stand between all letters ("p e n i s"); symbols and the invisible part nothing, nor
 * does anything part Chinese characters.
 * @param own how many such partings the word has as it is listed ("go to hell" has two).
 */
export function holdsTogether(span: string, own: number): boolean {
  const { parted, joined } = partings(span);
  return parted <= own || joined === 0;
}

/** Where letters of an alphabet follow each other in a span: with something parting between them, and without. */
export function partings(span: string): { parted: number; joined: number } {
  let [parted, joined] = [0, 0];
  let last = '';
  let between = '';
  for (const character of span) {
    if (!isWritten(character)) {
      between += character;
      continue;
    }
    if (alike(last, character)) {
      if (between === '' || INVISIBLE_OR_SYMBOL.test(between)) joined += 1;
      else parted += 1;
    }
    last = character;
    between = '';
  }
  return { parted, joined };
}

function alike(left: string, right: string): boolean {
  const kind = left === '' ? NEITHER : kindOf(left.charCodeAt(0));
  return kind !== NEITHER && kind === kindOf(right.charCodeAt(0));
}

function kindOf(unit: number): number {
  return (KINDS[unit] ||= foundOut(String.fromCharCode(unit)));
}

function foundOut(character: string): number {
  if (ALPHABETIC.test(character)) return LETTER;
  return DIGIT.test(character) ? NUMBER : NEITHER;
}

function isWritten(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
