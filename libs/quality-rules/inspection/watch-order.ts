import type { PhrasePattern } from './phrase.js';
import type { OrderRule } from './rule.js';
import { finding, type Watch } from './watch.js';
import { firstOf } from './watch-turns.js';

export function order(rule: OrderRule, first: readonly PhrasePattern[], phrases: readonly PhrasePattern[]): Watch {
  let begun = false;
  return {
    add: (turns) => {
      if (begun) return [];
      const { speaker, text } = turns.at(-1)!;
      const opened = speaker === rule.firstBy ? firstOf(first, text) : undefined;
      begun = opened !== undefined;
      const span = speaker === 'agent' ? firstOf(phrases, text) : undefined;
      if (span === undefined || (opened !== undefined && opened.from <= span.from)) return [];
      return [finding(rule, { turn: turns.length - 1, span })];
    },
  };
}
