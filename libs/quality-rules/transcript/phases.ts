import type { Turn } from './turn.js';

export type Phase = 'opening' | 'body' | 'closing';

/** How far a phase reaches; with both, as far as the one that ends first. */
export interface Reach {
  /** Turns of the agent. */
  readonly turns?: number;
  readonly ms?: number;
}

/** What opens and what closes a conversation; the body is between. */
export interface PhaseRule {
  /** From the agent's first turn on. */
  readonly opening: Reach;
  /** Back from the end of the agent's last turn. */
  readonly closing: Reach;
}

/** Whether a turn is in the opening, with what is answered to it; that is known as soon as it was said. */
export function isOpening(turns: readonly Turn[], index: number, reach: Reach): boolean {
  const said = ofAgent(turns.slice(0, index + 1));
  return said.length > 0 && said.length <= (reach.turns ?? Infinity) && reached(said[0]!, turns[index]!, reach);
}

/** Whether a turn is in the closing of a conversation that has ended, with what it answers to. */
export function isClosing(turns: readonly Turn[], index: number, reach: Reach): boolean {
  const said = ofAgent(turns.slice(index));
  const last = said.at(-1);
  if (last === undefined || said.length > (reach.turns ?? Infinity)) return false;
  return last.to - turns[index]!.to <= (reach.ms ?? Infinity);
}

/** In a conversation so short that phases overlap, a turn is in both. */
export function phasesOf(turns: readonly Turn[], index: number, rule: PhaseRule): Phase[] {
  const phases: Phase[] = [];
  if (isOpening(turns, index, rule.opening)) phases.push('opening');
  if (isClosing(turns, index, rule.closing)) phases.push('closing');
  return phases.length === 0 ? ['body'] : phases;
}

function reached(first: Turn, turn: Turn, { ms }: Reach): boolean {
  return turn.from - first.from <= (ms ?? Infinity);
}

function ofAgent(turns: readonly Turn[]): Turn[] {
  return turns.filter(({ speaker }) => speaker === 'agent');
}
