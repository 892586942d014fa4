import { describe, expect, it } from '@jest/globals';
import { AGENT, aFlow, aMenu, aQuestion, BYE, DEMAND, EN, QUEUE } from '../../../../test/ivr/ivr-flows.js';
import { demoFlow } from '../../flow/demo-flow.js';
import { READING } from '../../flow/flow-checks.js';
import type { FlowDocument, FlowNode } from '../flow/flow-document.js';
import { checkFlow } from './check-flow.js';

const WORLD = { queues: new Set([QUEUE]), connectors: new Set(['orders', 'order-system']), ...READING };
const problemsOf = (document: FlowDocument) =>
  checkFlow(document, WORLD).map(({ severity, node, message }) => `${severity} ${node}: ${message}`);
const say = (text: string, next = 'bye'): FlowNode => ({ kind: 'say', text: EN(text), next });
const call = (rest: object): FlowNode => ({
  kind: 'connector',
  connector: 'orders',
  action: 'a',
  arguments: {},
  into: 'order',
  next: 'bye',
  failed: 'bye',
  ...rest,
});

describe('a flow is checked', () => {
  it('and nothing is wrong with the one every tenant begins with', () => {
    expect(problemsOf(demoFlow(QUEUE))).toEqual([]);
  });

  it.each<[string, FlowDocument, string]>([
    ['a way to nowhere', aFlow({ a: say('x', 'gone') }), 'error a: It goes on at "gone", and there is no such node.'],
    [
      'a start that is not there',
      aFlow({ a: say('x') }, { start: 'gone' }),
      'error null: The flow starts at "gone", and there is no such node.',
    ],
    ['a node no way leads to', aFlow({ a: say('x'), lost: say('y') }), 'warning lost: No way leads here.'],
    [
      'a circle that asks nobody',
      aFlow({ a: say('x', 'b'), b: say('y', 'a') }),
      'error a: It goes round for ever and asks nobody: a → b → a.',
    ],
    [
      'a circle for who says nothing',
      aFlow({ a: say('x', 'm'), m: aMenu({ 1: 'bye' }, 'a') }),
      'error a: A caller who says nothing goes round for ever: a → m → a. Let one of them lead out when it was asked often enough.',
    ],
    ['a missing language', aFlow({ a: BYE }, { languages: ['en', 'de'] }), 'error a: The text is missing in de.'],
    [
      'a language named twice',
      aFlow({ a: say('x') }, { languages: ['en', 'en'] }),
      'error null: The language en is named twice.',
    ],
    [
      'a time zone that is none',
      aFlow({ a: say('x') }, { timeZone: 'Moon' }),
      'error null: There is no time zone "Moon".',
    ],
    [
      'a text with a place nothing fills',
      aFlow({ a: say('{what}') }),
      'error a: A text says {what}, and nothing in the flow sets it.',
    ],
    [
      'FEEL that cannot be read',
      aFlow({ a: { kind: 'condition', branches: [{ when: 'caller =', next: 'bye' }], otherwise: 'bye' } }),
      'error a: An expression cannot be read: something is missing at the end of: caller =.',
    ],
    [
      'FEEL about what nothing sets',
      aFlow({ a: { kind: 'set', values: { x: 'colour' }, next: 'bye' } }),
      'error a: "colour" names colour, and nothing in the flow sets it.',
    ],
    [
      'a name of its own',
      aFlow({ a: { kind: 'set', values: { caller: '1' }, next: 'bye' } }),
      "error a: It sets caller, which is the dialogue's own: take another name.",
    ],
    ['an unknown queue', aFlow({ a: { ...AGENT, queueId: 'q' } as FlowNode }), 'error a: There is no queue q.'],
    [
      'an unknown queue for callbacks',
      aFlow({ a: { kind: 'callback', queueId: 'q', demand: DEMAND, next: 'bye' } }),
      'error a: There is no queue q.',
    ],
    ['an unknown connector', aFlow({ a: call({ connector: 'x' }) }), 'error a: There is no connector "x".'],
    [
      'an argument of what nothing sets',
      aFlow({ a: call({ arguments: { n: 'no' } }) }),
      'error a: "no" names no, and nothing in the flow sets it.',
    ],
    [
      'an unknown calendar',
      aFlow({ a: { kind: 'hours', calendar: 'x', open: 'bye', closed: 'bye' } }),
      'error a: There is no calendar "x" in the flow.',
    ],
    [
      'an attribute for agents that nothing sets',
      aFlow({ a: { ...AGENT, attributes: ['vip'] } as FlowNode }),
      'error a: It names vip, and nothing in the flow sets it.',
    ],
    [
      'a number that nothing sets',
      aFlow({ a: { kind: 'identify', number: 'no', known: 'bye', unknown: 'bye' } }),
      'error a: It names no, and nothing in the flow sets it.',
    ],
    [
      'too few digits',
      aFlow({ a: { ...aQuestion('n', 'bye'), minDigits: 9 } as FlowNode }),
      'error a: It wants at least more digits than at most.',
    ],
    [
      'a key twice',
      aFlow({
        a: {
          ...aMenu({}),
          choices: ['1', '1'].map((digit) => ({ digit, words: {}, language: null, next: 'bye' })),
        } as FlowNode,
      }),
      'error a: The key 1 is offered twice.',
    ],
    [
      'a language it does not speak',
      aFlow({ a: { ...aMenu({}), choices: [{ digit: '1', words: {}, language: 'fr', next: 'bye' }] } as FlowNode }),
      'error a: It changes to fr, which the flow does not speak.',
    ],
  ])('for %s', (_, document, problem) => {
    expect(problemsOf(document)).toEqual([problem]);
  });

  it('for calendars that are never open', () => {
    const never = { timeZone: 'UTC', weekly: {}, holidays: [], extraWorkingDays: [], worksExtraDays: true };
    expect(problemsOf(aFlow({ a: say('x') }, { calendars: { desk: never } }))).toEqual([
      expect.stringMatching(/^error null: The calendar "desk" cannot be used: /),
    ]);
  });

  it('and a circle the caller goes round knowingly is none of its business', () => {
    expect(problemsOf(aFlow({ m: aMenu({ 1: 'm', 2: 'bye' }) }))).toEqual([]);
  });
});
