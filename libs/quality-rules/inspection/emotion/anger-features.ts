import { leftmostLongest, type Span } from '../../words/span.js';
import { WordList, type FoundWord } from '../../words/word-list.js';
import { ANGER_SIGNS, ANGER_WORDS, type AngerSign } from './anger-words.js';
import { INTENSIFIERS, NEGATIONS } from './emotion-words.js';

/** What speaks for or against anger in a sentence: how much of it there is, and where, when it stands somewhere. */
export interface AngerFeature extends Partial<Span> {
  readonly name: string;
  readonly amount: number;
}

export interface FeaturedSentence {
  readonly features: readonly AngerFeature[];
}

const SENTENCE_ENDS = /[。！？!?\n]+|\.(?=\s|$)/gu;
const MARKS = /[!！?？]{2,}/u;
const CAPITALS = /(?<![#\w-])[A-Z]{4,}(?![\w-])|(?<![#\w-])[A-Z]{2,}\s+[A-Z]{2,}(?![\w-])/u;
const ADDRESSED = /你|\byou|\bur\b/iu;
const BLAMING: ReadonlySet<string> = new Set<AngerSign>([
  'blame',
  'insult',
  'deceit',
  'neglect',
  'rhetoric',
  'excuses',
]);
const CALM: ReadonlySet<string> = new Set<AngerSign>(['courtesy', 'own']);
const INTENSIFIED = 1.4;
const LOOKS_BACK = 12;
/** What the names of pieces of texts begin with. */
export const GRAM = 'gram:';

/** Finds in one pass what anger is told by: the words of each sign, negated and intensified ones, pieces of texts, and how loud it is. */
export class AngerFeatures {
  private readonly list: WordList;

  /** @param grams pieces of texts that are features of their own. */
  constructor(grams: Iterable<string>) {
    this.list = new WordList([
      ...ANGER_SIGNS.flatMap((sign) => ANGER_WORDS[sign].split('|').map((text) => ({ text, category: sign }))),
      ...[...grams].map((text) => ({ text, category: GRAM })),
    ]);
  }

  /** Sentence by sentence; those of which nothing is known are left out. */
  of(text: string): FeaturedSentence[] {
    const found = this.list.find(text, 'all');
    if (found.length === 0) return [];
    return sentences(text).flatMap((sentence) => {
      const inside = found.filter(({ from, to }) => from >= sentence.from && to <= sentence.to);
      return inside.every(isGram) ? [] : [{ features: featuresIn(text, sentence, inside) }];
    });
  }
}

function featuresIn(text: string, { from, to }: Span, found: readonly FoundWord[]): AngerFeature[] {
  const grams = new Map(found.filter(isGram).map((each) => [each.word.text, each]));
  const signs = leftmostLongest(found.filter((each) => !isGram(each))).map((each) => sign(text, each));
  const spoken = text.slice(from, to);
  return [
    ...signs,
    ...[...grams].map(([name, span]) => ({ name: GRAM + name, amount: 1, from: span.from, to: span.to })),
    ...shape(spoken),
    ...together(spoken, new Set(signs.map(({ name }) => name))),
  ];
}

function sign(text: string, { word, from, to }: FoundWord): AngerFeature {
  const before = text.slice(Math.max(0, from - LOOKS_BACK), from);
  if (NEGATIONS.test(before)) return { name: 'negated', amount: 1 };
  return { name: word.category, amount: INTENSIFIERS.test(before) ? INTENSIFIED : 1, from, to };
}

function shape(spoken: string): AngerFeature[] {
  const loud = { marks: MARKS, capitals: CAPITALS };
  return Object.entries(loud).flatMap(([name, pattern]) => (pattern.test(spoken) ? [{ name, amount: 1 }] : []));
}

/** Several signs at once, and blame of who is spoken to. */
function together(spoken: string, names: ReadonlySet<string>): AngerFeature[] {
  const angry = [...names].filter((name) => name !== 'negated' && !CALM.has(name));
  const blamed = angry.some((name) => BLAMING.has(name)) && ADDRESSED.test(spoken);
  return [
    ...(angry.length > 1 ? [{ name: 'several', amount: angry.length - 1 }] : []),
    ...(blamed ? [{ name: 'blamed', amount: 1 }] : []),
  ];
}

function isGram({ word }: FoundWord): boolean {
  return word.category === GRAM;
}

/** Each with the marks it ends with. */
function sentences(text: string): Span[] {
  const ends = [...text.matchAll(SENTENCE_ENDS)].map((end) => end.index + end[0].length);
  const all = ends.at(-1) === text.length ? ends : [...ends, text.length];
  return all.map((to, index) => ({ from: index === 0 ? 0 : all[index - 1]!, to }));
}
