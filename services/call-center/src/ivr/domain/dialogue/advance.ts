import type { Flow } from '../flow/flow.js';
import type { CallerInput, Effect, Input, Result } from './effect.js';
import { enterNode } from './enter-node.js';
import { hearCaller } from './hear-caller.js';
import type { Instruction, Then } from './instruction.js';
import type { Move } from './move.js';
import type { SessionState } from './session-state.js';
import { takeResult } from './take-result.js';

/** Nodes one dialogue may come to: a caller who goes round that long is not helped by going on. */
export const MOST_MOVES = 200;

/** The dialogue after an input: it says what to do next, or wants something of the world first. */
export type Advanced = { readonly state: SessionState } & (
  { readonly instruction: Instruction } | { readonly effect: Effect }
);

/**
 * Leads the dialogue from an input to where it waits. The same arguments give the same result; `state` is left as it is.
 * @throws InputUnexpected when the node does not wait for such an input
 */
export function advance(flow: Flow, before: SessionState, input: Input, now: Date): Advanced {
  const state = JSON.parse(JSON.stringify(before)) as SessionState;
  const { nodes } = flow.document;
  let move = firstMove(flow, state, input);
  while ('go' in move || 'stay' in move) {
    if ('go' in move) arrive(state, move.go);
    move = state.moves > MOST_MOVES ? GIVE_UP : enterNode(flow, nodes[state.node]!, state, now);
  }
  return settled(state, move);
}

const GIVE_UP: Move = { exit: 'failed', then: { do: 'hang-up' } };

function firstMove(flow: Flow, state: SessionState, input: Input): Move {
  const node = flow.document.nodes[state.node]!;
  if (input.kind === 'start') return { go: flow.document.start };
  if (state.effect === null) return hearCaller(node, input as CallerInput, state);
  state.effect = null;
  return takeResult(node, input as Result, state);
}

function arrive(state: SessionState, node: string): void {
  state.node = node;
  state.misses = 0;
  state.moves += 1;
  state.visits[node] = (state.visits[node] ?? 0) + 1;
}

function settled(state: SessionState, move: Exclude<Move, { go: string } | { stay: true }>): Advanced {
  if ('effect' in move) {
    state.effect = move.effect;
    return { state, effect: move.effect };
  }
  if ('exit' in move) state.ending = { exit: move.exit, node: state.node };
  return { state, instruction: spoken(state, 'exit' in move ? move.then : move.wait) };
}

function spoken(state: SessionState, then: Then): Instruction {
  const { say, language } = state;
  state.say = [];
  return { language, say: say.filter((text) => text !== ''), then };
}
