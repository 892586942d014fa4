import type { Choice, Collect, FlowNode, Menu } from '../flow/flow-document.js';
import { InputUnexpected } from '../ivr.errors.js';
import type { CallerInput } from './effect.js';
import { askOf } from './enter-node.js';
import type { Move } from './move.js';
import { render } from './render.js';
import type { SessionState } from './session-state.js';

/** What follows from what the caller did at a node that waits. @throws InputUnexpected */
export function hearCaller(node: FlowNode, input: CallerInput, state: SessionState): Move {
  if (input.kind === 'hang-up') return { exit: 'caller-hung-up', then: { do: 'hang-up' } };
  if (node.kind === 'voicemail') return hearMessage(node, input);
  if (node.kind === 'menu') return hearChoice(node, input, state);
  if (node.kind === 'collect') return hearDigits(node, input, state);
  throw unexpected(input);
}

function hearMessage(node: Extract<FlowNode, { kind: 'voicemail' }>, input: CallerInput): Move {
  if (input.kind === 'timeout') return { go: node.next };
  if (input.kind !== 'recorded') throw unexpected(input);
  return { effect: { kind: 'request-callback', queueId: node.queueId, recordingId: input.recordingId } };
}

function hearChoice(node: Menu, input: CallerInput, state: SessionState): Move {
  const choice = node.choices.find((each) => isMeant(each, input, state.language));
  if (!choice) return ifLeft(node, input, state);
  state.language = choice.language ?? state.language;
  return { go: choice.next };
}

function isMeant({ digit, words }: Choice, input: CallerInput, language: string): boolean {
  if (input.kind === 'digits') return input.digits === digit;
  if (input.kind !== 'speech') return false;
  const heard = folded(input.text);
  return (words[language] ?? []).some((word) => heard.includes(folded(word)));
}

function hearDigits(node: Collect, input: CallerInput, state: SessionState): Move {
  const digits = digitsIn(input);
  if (digits.length < node.minDigits || digits.length > node.maxDigits) return ifLeft(node, input, state);
  state.attributes[node.into] = digits;
  return { go: node.next };
}

/** The closing `#` is not part of a number. */
function digitsIn(input: CallerInput): string {
  if (input.kind === 'digits') return /^\d+#?$/.test(input.digits) ? input.digits.replace('#', '') : '';
  return input.kind === 'speech' ? input.text.normalize('NFKC').replace(/\D/g, '') : '';
}

/** It is asked again as often as the node says; then it goes on where the node says. */
function ifLeft(node: Menu | Collect, input: CallerInput, state: SessionState): Move {
  if (input.kind === 'recorded') throw unexpected(input);
  state.misses += 1;
  if (state.misses > node.retries.limit) {
    state.exhausted[state.node] = (state.exhausted[state.node] ?? 0) + 1;
    return { go: node.exhausted };
  }
  state.say.push(render(node.retries.text, state), render(node.prompt, state));
  return { wait: askOf(node, state.language) };
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function unexpected({ kind }: CallerInput): InputUnexpected {
  return new InputUnexpected(`The dialogue does not wait for this: ${kind}.`, { kind });
}
