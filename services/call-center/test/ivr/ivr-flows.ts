import type { FlowDocument, FlowNode } from '../../src/ivr/domain/flow/flow-document.js';

export const EN = (text: string) => ({ en: text });
export const QUEUE = '019aa000-0000-7000-8000-000000000001';
export const DEMAND = { type: 'enquiry', topic: 'other' } as const;
export const BYE: FlowNode = { kind: 'hang-up', text: EN('Bye.') };
export const AGENT: FlowNode = {
  kind: 'queue',
  queueId: QUEUE,
  priority: 3,
  skills: ['en'],
  attributes: [],
  demand: DEMAND,
};

const asking = { timeoutSeconds: 5, retries: { limit: 1, text: EN('Again.') } };

export function aMenu(choices: Record<string, string>, exhausted = 'bye'): FlowNode {
  const list = Object.entries(choices).map(([digit, next]) => ({ digit, words: {}, language: null, next }));
  return { kind: 'menu', prompt: EN('Choose.'), choices: list, exhausted, ...asking };
}

export function aQuestion(into: string, next: string, exhausted = 'bye'): FlowNode {
  return { kind: 'collect', prompt: EN('Number?'), into, minDigits: 2, maxDigits: 4, next, exhausted, ...asking };
}

/** In English; `bye` hangs up, where a way leads to it; it starts at the first node. */
export function aFlow(nodes: Record<string, FlowNode>, rest: Partial<FlowDocument> = {}): FlowDocument {
  const start = Object.keys(nodes)[0]!;
  const ends: Record<string, FlowNode> = JSON.stringify(nodes).includes('"bye"') ? { bye: BYE } : {};
  return { languages: ['en'], timeZone: 'UTC', start, calendars: {}, nodes: { ...nodes, ...ends }, ...rest };
}
