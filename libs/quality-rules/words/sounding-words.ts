import { leftmostLongest } from './span.js';
import type { WordFinder } from './word-finder.js';
import type { FoundWord, OverlapPolicy, WordList } from './word-list.js';

/** Words as they are written, and some of them as they sound too. */
export class SoundingWords implements WordFinder {
  /** @param sounding a list whose table gives each character one of its sound */
  constructor(
    private readonly written: WordList,
    private readonly sounding: WordList,
  ) {}

  find(text: string, policy: OverlapPolicy = 'longest'): FoundWord[] {
    const found = this.written.find(text, policy);
    const places = new Set(found.map(placeOf));
    const heard = this.sounding.find(text, policy).filter((each) => !places.has(placeOf(each)));
    if (heard.length === 0) return found;
    const both = [...found, ...heard].sort((a, b) => a.from - b.from || b.to - a.to);
    return policy === 'all' ? both : leftmostLongest(both);
  }
}

function placeOf({ from, to, word }: FoundWord): string {
  return `${from}-${to} ${word.text}`;
}
