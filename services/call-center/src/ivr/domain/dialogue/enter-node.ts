import type { Collect, Demand, FlowNode, Menu } from '../flow/flow-document.js';
import type { Flow, Json } from '../flow/flow.js';
import type { Effect } from './effect.js';
import type { Then } from './instruction.js';
import type { Move } from './move.js';
import { render } from './render.js';
import { variablesOf, type SessionState } from './session-state.js';

/** What a node does when the dialogue comes to it; what it says is added to `state`. */
export function enterNode(flow: Flow, node: FlowNode, state: SessionState, now: Date): Move {
  const evaluated = (expressions: Readonly<Record<string, string>>) =>
    mapped(expressions, (each) => flow.evaluate(each, variablesOf(state), now));
  switch (node.kind) {
    case 'say':
      state.say.push(render(node.text, state));
      return { go: node.next };
    case 'menu':
    case 'collect':
      state.say.push(render(node.prompt, state));
      return { wait: askOf(node, state.language) };
    case 'condition': {
      const branch = node.branches.find(({ when }) => flow.evaluate(when, variablesOf(state), now) === true);
      return { go: branch?.next ?? node.otherwise };
    }
    case 'set':
      Object.assign(state.attributes, evaluated(node.values));
      return { go: node.next };
    case 'connector': {
      const { connector, action } = node;
      return { effect: { kind: 'connector', connector, action, arguments: evaluated(node.arguments) } };
    }
    case 'hours':
      return { go: flow.isOpen(node.calendar, now) ? node.open : node.closed };
    case 'identify':
      if (state.customer === 'known') return { go: node.known };
      return identify(state, numberIn(state, node.number));
    case 'pre-check':
      return byAddress(state) ?? { effect: { kind: 'pre-check', demand: node.demand } };
    case 'queue':
    case 'callback':
    case 'voicemail':
      return beforePerson(state, node.demand) ?? askForPerson(node, state);
    case 'hang-up':
      if (node.text) state.say.push(render(node.text, state));
      return { exit: 'hung-up', then: { do: 'hang-up' } };
  }
}

function identify(state: SessionState, number: string | null): Move {
  state.addressTried ||= number === null;
  return { effect: { kind: 'identify', number } };
}

/** Whoever is not known yet is looked for by the address, once. */
function byAddress(state: SessionState): Move | null {
  return state.customer === 'known' || state.addressTried ? null : identify(state, null);
}

/** Nobody is asked for before it was tried who calls, and whether it can be solved without. */
function beforePerson(state: SessionState, demand: Demand): Move | null {
  return byAddress(state) ?? (state.preCheck === null ? { effect: { kind: 'pre-check', demand } } : null);
}

function askForPerson(node: Extract<FlowNode, { demand: Demand; queueId: string }>, state: SessionState): Move {
  const { queueId } = node;
  if (node.kind === 'callback') return { effect: { kind: 'request-callback', queueId, recordingId: null } };
  if (node.kind === 'voicemail') {
    state.say.push(render(node.prompt, state));
    return { wait: { do: 'record', maxSeconds: node.maxSeconds } };
  }
  const variables = variablesOf(state);
  const attributes = Object.fromEntries(node.attributes.map((name) => [name, variables[name] ?? null]));
  const effect: Effect = { kind: 'enqueue', queueId, priority: node.priority, skills: node.skills, attributes };
  return { effect };
}

/** How a node asks, in a language. */
export function askOf(node: Menu | Collect, language: string): Then {
  const { timeoutSeconds } = node;
  if (node.kind === 'collect') {
    return { do: 'ask', minDigits: node.minDigits, maxDigits: node.maxDigits, timeoutSeconds, words: [] };
  }
  const words = node.choices.flatMap((choice) => choice.words[language] ?? []);
  return { do: 'ask', minDigits: 1, maxDigits: 1, timeoutSeconds, words };
}

function numberIn({ attributes }: SessionState, name: string | null): string | null {
  const value = name === null ? null : (attributes[name] ?? null);
  return value === null || typeof value === 'object' ? null : String(value);
}

function mapped(expressions: Readonly<Record<string, string>>, value: (expression: string) => Json) {
  return Object.fromEntries(Object.entries(expressions).map(([name, expression]) => [name, value(expression)]));
}
