import { foldedCharacter, type CharacterTable } from './folding.js';

/** A text in the codes of an alphabet, and where in it each code comes from. Good until the next reading. */
export interface Reading {
  readonly codes: Uint16Array;
  readonly from: Int32Array;
  readonly length: number;
}

const UNKNOWN = 0;
const NOTHING = 1;
const UNLISTED = 2;

/** The folded code units that are in any word, numbered from 1 so that the frequent are near each other; all others are 0. */
export class Alphabet {
  /** More than the highest code. */
  readonly length: number;
  private readonly numbers = new Uint16Array(0x10000);
  /** What each code unit of a text reads as: found out when it is first met, but for those that are no single unit. */
  private readonly steps = new Uint16Array(0x10000);
  private codes = new Uint16Array(256);
  private from = new Int32Array(256);

  constructor(
    words: Iterable<string>,
    private readonly characters?: CharacterTable,
  ) {
    const counts = new Uint32Array(0x10000);
    for (const word of words) for (let at = 0; at < word.length; at += 1) counts[word.charCodeAt(at)]! += 1;
    const frequent = [...counts.keys()].filter((unit) => counts[unit]! > 0).sort((a, b) => counts[b]! - counts[a]!);
    frequent.forEach((unit, index) => (this.numbers[unit] = index + 1));
    this.length = frequent.length + 1;
  }

  /** In bytes. */
  get size(): number {
    return this.numbers.byteLength + this.steps.byteLength + this.codes.byteLength + this.from.byteLength;
  }

  codesOf(foldedText: string): Uint16Array {
    const codes = new Uint16Array(foldedText.length);
    for (let at = 0; at < codes.length; at += 1) codes[at] = this.numbers[foldedText.charCodeAt(at)]!;
    return codes;
  }

  read(text: string): Reading {
    this.makeRoom(text.length);
    const { steps } = this;
    let length = 0;
    for (let at = 0; at < text.length; at += 1) {
      const step = steps[text.charCodeAt(at)]!;
      if (step === NOTHING) continue;
      if (step === UNKNOWN) {
        const character = String.fromCodePoint(text.codePointAt(at)!);
        const units = this.learnt(character);
        this.makeRoom(length + units.length + text.length - at);
        for (const code of units) {
          this.codes[length] = code;
          this.from[length++] = at;
        }
        at += character.length - 1;
      } else {
        this.codes[length] = step - UNLISTED;
        this.from[length++] = at;
      }
    }
    return { codes: this.codes, from: this.from, length };
  }

  private learnt(character: string): Uint16Array {
    const units = foldedCharacter(character, this.characters);
    const codes = this.codesOf(units);
    if (character.length === 1 && !isHighSurrogate(character) && units.length <= 1)
      this.steps[character.charCodeAt(0)] = codes.length === 0 ? NOTHING : codes[0]! + UNLISTED;
    return codes;
  }

  private makeRoom(length: number): void {
    if (length <= this.codes.length) return;
    const { codes, from } = this;
    this.codes = new Uint16Array(2 * length);
    this.from = new Int32Array(2 * length);
    this.codes.set(codes);
    this.from.set(from);
  }
}

/** Alone it is one thing, before a low one another. */
function isHighSurrogate(unit: string): boolean {
  return unit >= '\ud800' && unit <= '\udbff';
}
