import { isOpening, phasesOf, type PhaseRule } from '../transcript/phases.js';
import type { Turn } from '../transcript/turn.js';
import type { PhrasePattern } from './phrase.js';
import type { RequiredPhraseRule } from './rule.js';
import { finding, type Watch } from './watch.js';
import { firstOf } from './watch-turns.js';

/** Found as soon as it is too late for the phrase; body and closing are known when the conversation has ended. */
export function requiredPhrase(rule: RequiredPhraseRule, patterns: readonly PhrasePattern[], phases: PhaseRule): Watch {
  const live = rule.phase === undefined || rule.phase === 'opening';
  let done = false;
  const isSaid = (turns: readonly Turn[], index: number) =>
    turns[index]!.speaker === 'agent' &&
    isInTime(rule, turns, index) &&
    firstOf(patterns, turns[index]!.text) !== undefined;
  return {
    add: (turns) => {
      const index = turns.length - 1;
      if (done || !live) return [];
      const inPhase = rule.phase === undefined || isOpening(turns, index, phases.opening);
      done = inPhase && isSaid(turns, index);
      if (done || !isTooLate(rule, turns, phases)) return [];
      done = true;
      return [finding(rule, { turn: index })];
    },
    end: (turns) => {
      if (done) return [];
      const isMet = turns.some(
        (_, index) => !live && isSaid(turns, index) && phasesOf(turns, index, phases).includes(rule.phase),
      );
      return isMet ? [] : [finding(rule, {})];
    },
  };
}

function isInTime({ withinMs, withinTurns }: RequiredPhraseRule, turns: readonly Turn[], index: number): boolean {
  return turns[index]!.from <= (withinMs ?? Infinity) && ofAgent(turns, index).length <= (withinTurns ?? Infinity);
}

/** Whether no turn after the last can be one in which it had to be said. */
function isTooLate(
  { phase, withinMs, withinTurns }: RequiredPhraseRule,
  turns: readonly Turn[],
  { opening }: PhaseRule,
) {
  const { from } = turns.at(-1)!;
  const said = ofAgent(turns, turns.length - 1);
  if (from > (withinMs ?? Infinity) || said.length >= (withinTurns ?? Infinity)) return true;
  if (phase !== 'opening' || said.length === 0) return false;
  return said.length >= (opening.turns ?? Infinity) || from - said[0]!.from > (opening.ms ?? Infinity);
}

function ofAgent(turns: readonly Turn[], past: number): Turn[] {
  return turns.slice(0, past + 1).filter(({ speaker }) => speaker === 'agent');
}
