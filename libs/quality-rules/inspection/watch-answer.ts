import type { Phrase, PhrasePattern } from './phrase.js';
import type { AnswerRule } from './rule.js';
import { finding, type Watch } from './watch.js';
import { firstOf } from './watch-turns.js';

interface Question {
  readonly missing: Set<string>;
  turnsLeft: number;
}

/** A question is open until all its facts were said, or the agent has had its turns; asked again, it begins again. */
export function answer(rule: AnswerRule, patternsOf: (phrases: readonly Phrase[]) => readonly PhrasePattern[]): Watch {
  const asked = patternsOf(rule.asked);
  const contradictions = patternsOf(rule.contradictions);
  const facts = rule.facts.map(({ name, phrases }) => ({ name, patterns: patternsOf(phrases) }));
  let open: Question | undefined;
  const missed = (turn: number) => [...(open?.missing ?? [])].map((of) => finding(rule, { turn, of }));
  return {
    add: (turns) => {
      const turn = turns.length - 1;
      const { speaker, text } = turns[turn]!;
      if (speaker === 'customer' && firstOf(asked, text) !== undefined)
        open = { missing: new Set(facts.map(({ name }) => name)), turnsLeft: rule.withinTurns };
      if (speaker !== 'agent' || open === undefined) return [];
      for (const { name, patterns } of facts) if (firstOf(patterns, text) !== undefined) open.missing.delete(name);
      const span = firstOf(contradictions, text);
      const wrong = span === undefined ? [] : [finding(rule, { turn, span, of: 'contradiction' })];
      open.turnsLeft -= 1;
      const late = open.turnsLeft === 0 ? missed(turn) : [];
      if (open.turnsLeft === 0 || open.missing.size === 0) open = undefined;
      return [...wrong, ...late];
    },
    end: (turns) => missed(turns.length - 1),
  };
}
