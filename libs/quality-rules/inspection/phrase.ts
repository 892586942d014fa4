import { goesOn } from '../words/boundary.js';
import { folded, type CharacterTable, type FoldedText } from '../words/folding.js';
import type { Span } from '../words/span.js';

/** What is said, part by part: the parts in their order, with anything between them but not too much. */
export interface Phrase {
  readonly parts: readonly string[];
  /** Between two parts, in characters of the folded text; 0 when not said. */
  readonly gap?: number;
}

/** A phrase ready to be looked for. Folded as words are, and whole words only. */
export class PhrasePattern {
  private readonly parts: readonly string[];
  private readonly gap: number;

  /** @throws RangeError when a phrase has no parts, or one of them says nothing. */
  constructor(
    { parts, gap = 0 }: Phrase,
    private readonly characters?: CharacterTable,
  ) {
    this.parts = parts.map((part) => folded(part, characters).text);
    this.gap = gap;
    if (parts.length === 0 || this.parts.includes('')) throw new RangeError('a phrase must say something in each part');
  }

  /** Where it is said first, from its first part to its last. */
  first(text: string): Span | undefined {
    const read = folded(text, this.characters);
    for (const from of this.places(text, read, 0, 0, Infinity)) {
      const past = this.rest(text, read, from + this.parts[0]!.length);
      if (past !== undefined) return { from: read.from[from]!, to: read.to[past - 1]! };
    }
    return undefined;
  }

  /** Behind the last part: every part is looked for behind all the places where the one before may end. */
  private rest(text: string, read: FoldedText, past: number): number | undefined {
    let ends = [past];
    for (let part = 1; part < this.parts.length && ends.length > 0; part += 1) {
      const next = ends.flatMap((end) => this.places(text, read, part, end, end + this.gap));
      ends = [...new Set(next)].map((at) => at + this.parts[part]!.length);
    }
    return ends.length === 0 ? undefined : Math.min(...ends);
  }

  private places(text: string, read: FoldedText, part: number, from: number, to: number): number[] {
    const wanted = this.parts[part]!;
    const places: number[] = [];
    for (let at = read.text.indexOf(wanted, from); at !== -1 && at <= to; at = read.text.indexOf(wanted, at + 1)) {
      const [begin, end] = [read.from[at]!, read.to[at + wanted.length - 1]!];
      if (!goesOn(text, begin) && !goesOn(text, end)) places.push(at);
    }
    return places;
  }
}
