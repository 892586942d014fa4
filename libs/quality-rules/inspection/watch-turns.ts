import {
  holdMs,
  interruptionMs,
  responseMs,
  silenceMs,
  wordsPerMinute,
  type TurnMeasure,
} from '../transcript/measures.js';
import type { Turn } from '../transcript/turn.js';
import type { PhrasePattern } from './phrase.js';
import type {
  Finding,
  ForbiddenWordsRule,
  InspectionSetting,
  LimitedMeasure,
  LimitRule,
  SaidRule,
  SecretsRule,
} from './rule.js';
import { secretsIn } from './secrets.js';
import { finding, type Watch } from './watch.js';

const MEASURES: Readonly<Record<LimitedMeasure, TurnMeasure>> = {
  response: responseMs,
  silence: silenceMs,
  interruption: interruptionMs,
  'words-per-minute': wordsPerMinute,
  hold: holdMs,
};

/** @throws RangeError when there is no such list */
export function forbiddenWords(rule: ForbiddenWordsRule, lists: InspectionSetting['lists']): Watch {
  const list = lists.get(rule.list);
  if (list === undefined) throw new RangeError(`there is no list of words "${rule.list}"`);
  return eachTurn(({ speaker, text }, turn) =>
    speaker !== rule.speaker
      ? []
      : list
          .find(text)
          .filter(({ word }) => rule.categories?.includes(word.category) ?? true)
          .map(({ word, from, to }) => finding(rule, { turn, span: { from, to }, of: word.text })),
  );
}

export function said(rule: SaidRule, patterns: readonly PhrasePattern[]): Watch {
  return eachTurn(({ speaker, text }, turn) => {
    const span = speaker === rule.speaker ? firstOf(patterns, text) : undefined;
    return span === undefined ? [] : [finding(rule, { turn, span })];
  });
}

export function secrets(rule: SecretsRule): Watch {
  return eachTurn(({ speaker, text }, turn) =>
    speaker !== 'agent'
      ? []
      : secretsIn(text)
          .filter(({ secret }) => rule.secrets.includes(secret))
          .map(({ secret, from, to }) => finding(rule, { turn, span: { from, to }, of: secret })),
  );
}

export function limit(rule: LimitRule): Watch {
  return eachTurn((_, turn, turns) => {
    const measured = MEASURES[rule.measure](turns, turn);
    return measured !== null && measured > rule.atMost ? [finding(rule, { turn, measured })] : [];
  });
}

/** The earliest of what any of the patterns finds. */
export function firstOf(patterns: readonly PhrasePattern[], text: string) {
  return patterns
    .flatMap((pattern) => pattern.first(text) ?? [])
    .sort((a, b) => a.from - b.from)
    .at(0);
}

function eachTurn(found: (turn: Turn, index: number, turns: readonly Turn[]) => Finding[]): Watch {
  return { add: (turns) => found(turns.at(-1)!, turns.length - 1, turns) };
}
