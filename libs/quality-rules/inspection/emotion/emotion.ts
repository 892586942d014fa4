import type { Span } from '../../words/span.js';
import { WordList, type FoundWord } from '../../words/word-list.js';
import type { FeltEmotion } from './felt-emotion.js';
import { ANGER } from './anger.js';
import { EMOTION_WORDS, INTENSIFIERS, NEGATIONS, type Emotion } from './emotion-words.js';

/** A word that says it clearly: about 6 in 10. One that says it by itself: about 8 in 10. Two that say a little: as one that does clearly. */
const BIAS = -2.5;
const PER_WEIGHT = 1.4;
const INTENSIFIED = 1.4;
const SHOUTED = 0.8;
const NOTHING: FeltEmotion = { likelihood: 0, span: null };
const LOOKS_BACK = 12;

const AGAINST = 'against';
const CLAUSE_ENDS = /[，。！？；,.!?;\n]/u;

const LISTS = { worry: listOf('worry'), gratitude: listOf('gratitude') };

/**
 * How likely a text shows an emotion: the logistic function of what speaks for it and against it. Of anger that is learnt; of others it is what
 * words weigh in a table, nothing where they are negated (不着急) or only asked about, more where they are intensified or shouted. Only where some word speaks for it.
 */
export function emotionIn(text: string, emotion: Emotion): FeltEmotion {
  if (emotion === 'anger') return ANGER.in(text);
  const found = LISTS[emotion].find(text);
  const against = found.filter(({ word }) => word.category === AGAINST);
  const weighed = found
    .filter((each) => each.word.category !== AGAINST && !against.some((other) => isOneClause(text, each, other)))
    .map((each) => ({ ...each, weight: weightIn(text, each) }))
    .filter(({ weight }) => weight > 0);
  if (weighed.length === 0) return NOTHING;
  const sum = weighed.reduce((total, { weight }) => total + weight, 0) + (isShouted(text) ? SHOUTED : 0);
  return {
    likelihood: Math.round(1_000 / (1 + Math.exp(-(BIAS + PER_WEIGHT * sum)))) / 1_000,
    span: { from: weighed[0]!.from, to: Math.max(...weighed.map(({ to }) => to)) },
  };
}

function weightIn(text: string, { word, from }: FoundWord): number {
  const before = text.slice(Math.max(0, from - LOOKS_BACK), from);
  if (NEGATIONS.test(before)) return 0;
  return Number(word.category) * (INTENSIFIERS.test(before) ? INTENSIFIED : 1);
}

/** Marks in a row, or several words in capitals. */
function isShouted(text: string): boolean {
  return /[!！?？]{2,}/u.test(text) || (text.match(/\b[A-Z]{3,}\b/gu)?.length ?? 0) >= 2;
}

/** Whether nothing between two words parts clauses. */
function isOneClause(text: string, one: Span, other: Span): boolean {
  return !CLAUSE_ENDS.test(text.slice(Math.min(one.to, other.to), Math.max(one.from, other.from)));
}

function listOf(emotion: keyof typeof EMOTION_WORDS): WordList {
  const { weighed, against, exceptions } = EMOTION_WORDS[emotion];
  const words = [...weighed, [AGAINST, against] as const].flatMap(([category, texts]) =>
    split(texts).map((text) => ({ text, category: String(category) })),
  );
  return new WordList(words, { exceptions: split(exceptions) });
}

function split(texts: string): string[] {
  return texts === '' ? [] : texts.split('|');
}
