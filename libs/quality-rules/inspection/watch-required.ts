import { isOpening, phasesOf, type PhaseRule } from '../transcript/phases.js';
import type { Turn } from '../transcript/turn.js';
import type { PhrasePattern } from './phrase.js';
import type { RequiredPhraseRule } from './rule.js';
import { finding, type Watch } from './watch.js';
import { firstOf } from './watch-turns.js';

/** Found as soon as it is too late for the phrase; body and closing are known when the conversation has ended. */
export function requiredPhrase(rule: RequiredPhraseRule, patterns: readonly PhrasePattern[], phases: PhaseRule): Watch {
  let done = false;
  const inTime = (turns: readonly Turn[], index: number) =>
    turns[index]!.from <= (rule.withinMs ?? Infinity) && agentTurns(turns, index) <= (rule.withinTurns ?? Infinity);
  const counts = (turns: readonly Turn[], index: number) =>
    turns[index]!.speaker === 'agent' && inTime(turns, index) && firstOf(patterns, turns[index]!.text) !== undefined;
  return {
    add: (turns) => {
      const index = turns.length - 1;
      if (done) return [];
      const opening = rule.phase !== 'opening' || isOpening(turns, index, phases.opening);
      if ((rule.phase ?? 'opening') === 'opening' && opening && counts(turns, index)) {
        done = true;
        return [];
      }
      if (turns[index]!.speaker !== 'agent' || (opening && inTime(turns, index))) return [];
      if (rule.phase === 'body' || rule.phase === 'closing') return [];
      done = true;
      return [finding(rule, { turn: index })];
    },
    end: (turns) => {
      if (done) return [];
      const inPhase = (index: number) =>
        rule.phase === undefined || phasesOf(turns, index, phases).includes(rule.phase);
      return turns.some((_, index) => inPhase(index) && counts(turns, index)) ? [] : [finding(rule, {})];
    },
  };
}

/** How many there are up to a turn, it too. */
function agentTurns(turns: readonly Turn[], index: number): number {
  return turns.slice(0, index + 1).filter(({ speaker }) => speaker === 'agent').length;
}
