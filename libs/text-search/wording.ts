import { compared, hanRuns, MAX_TERM, pairsOf, plainWords, withoutNumbers } from './terms-of.js';

/** One of the things that all have to be in a ticket: a term, or what begins like it. */
export interface Sought {
  readonly term: string;
  readonly asBeginning: boolean;
}

/** What somebody looks for. */
export interface Wording {
  readonly sought: readonly Sought[];
  /** Chinese that has to be there as it is written: the pairs of it alone may be in different places. */
  readonly phrases: readonly string[];
  /** What is shown as found. */
  readonly words: readonly string[];
}

const SHORTEST_BEGINNING = 3;
const MOST = 16;

export function wordingOf(query: string): Wording {
  const { numbers, rest } = withoutNumbers(compared(query));
  const [words, runs] = [plainWords(rest), hanRuns(rest)];
  const sought = [
    ...numbers.map((term) => ({ term, asBeginning: false })),
    ...words.map((word) => ({ term: word.slice(0, MAX_TERM), asBeginning: word.length >= SHORTEST_BEGINNING })),
    ...runs.flatMap((run) => pairsOf(run).map((term) => ({ term, asBeginning: term.length === 1 }))),
  ];
  const once = new Map(sought.map((each) => [each.term, each]));
  return {
    sought: [...once.values()].slice(0, MOST),
    phrases: runs.filter((run) => [...run].length > 2),
    words: [...new Set([...words, ...runs])],
  };
}
