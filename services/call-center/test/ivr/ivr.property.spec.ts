import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkFlow } from '../../src/ivr/domain/check/check-flow.js';
import { advance, MOST_MOVES, type Advanced } from '../../src/ivr/domain/dialogue/advance.js';
import type { Effect, Input } from '../../src/ivr/domain/dialogue/effect.js';
import { contactOutcomeOf, initialState, isContained } from '../../src/ivr/domain/dialogue/session-state.js';
import type { FlowDocument, FlowNode } from '../../src/ivr/domain/flow/flow-document.js';
import type { Flow } from '../../src/ivr/domain/flow/flow.js';
import { compiledFlow } from '../../src/ivr/flow/compiled-flow.js';
import { READING } from '../../src/ivr/flow/flow-checks.js';
import { AGENT, aMenu, aQuestion, BYE, DEMAND, EN, QUEUE } from './ivr-flows.js';

const RUNS = { seed: 20261123, numRuns: 200 };
const WORLD = { queues: new Set([QUEUE]), connectors: new Set(['orders']), ...READING };
const NOW = new Date('2026-11-23T09:00:00Z');
const OPENING = { caller: null, channel: 'voice', entryPoint: '1', language: null };
const MOST_NODES = 8;
const always = [{ from: '00:00', to: '24:00' }];
const DESK = { timeZone: 'UTC', weekly: { monday: always }, holidays: [], extraWorkingDays: [], worksExtraDays: true };

/** Ways taken without the caller lead on, those the caller takes lead anywhere: so it is sound. */
function aNode(index: number, last: number): fc.Arbitrary<FlowNode> {
  const anywhere = fc.integer({ min: 0, max: last }).map((to) => `n${to}`);
  const on = fc.integer({ min: index + 1, max: last }).map((to) => `n${to}`);
  return fc.oneof(
    on.map((next): FlowNode => ({ kind: 'say', text: EN('Well.'), next })),
    fc.tuple(anywhere, anywhere, on).map(([one, two, out]) => aMenu({ 1: one, 2: two }, out)),
    fc.tuple(anywhere, on).map(([next, out]) => aQuestion('no', next, out)),
    fc.tuple(on, on).map(([next, otherwise]): FlowNode => {
      return { kind: 'condition', branches: [{ when: 'customerKnown or channel = "chat"', next }], otherwise };
    }),
    on.map((next): FlowNode => ({ kind: 'set', values: { said: 'language' }, next })),
    fc.tuple(on, on).map(([open, closed]): FlowNode => ({ kind: 'hours', calendar: 'desk', open, closed })),
    fc.tuple(on, on).map(([next, failed]): FlowNode => {
      return {
        kind: 'connector',
        connector: 'orders',
        action: 'a',
        arguments: { c: 'caller' },
        into: 'order',
        next,
        failed,
      };
    }),
    fc.tuple(on, on).map(([known, unknown]): FlowNode => ({ kind: 'identify', number: null, known, unknown })),
    fc.tuple(on, on).map(([solved, referred]): FlowNode => ({ kind: 'pre-check', demand: DEMAND, solved, referred })),
    on.map((next): FlowNode => ({ kind: 'callback', queueId: QUEUE, demand: DEMAND, next })),
    on.map((next): FlowNode => {
      return { kind: 'voicemail', prompt: EN('Speak.'), maxSeconds: 9, queueId: QUEUE, demand: DEMAND, next };
    }),
    fc.constant(AGENT),
  );
}

const soundFlow: fc.Arbitrary<FlowDocument> = fc
  .integer({ min: 1, max: MOST_NODES })
  .chain((last) => fc.tuple(...Array.from({ length: last }, (_, index) => aNode(index, last))))
  .map((nodes) => ({
    languages: ['en'],
    timeZone: 'UTC',
    start: 'n0',
    calendars: { desk: DESK },
    nodes: Object.fromEntries([...nodes, BYE].map((node, index) => [`n${index}`, node])),
  }));

const heard: fc.Arbitrary<Input> = fc.oneof(
  fc.constantFrom('1', '2', '7', '12', '#').map((digits): Input => ({ kind: 'digits', digits })),
  fc.constant<Input>({ kind: 'speech', text: 'two 2 2' }),
  fc.constant<Input>({ kind: 'timeout' }),
);
/** What the world answers, and what the caller does. */
const script = fc.record({ good: fc.infiniteStream(fc.boolean()), heard: fc.array(heard, { maxLength: 40 }) });

function answerTo(effect: Effect, good: boolean): Input {
  switch (effect.kind) {
    case 'identify':
      return { kind: 'identified', customerId: good ? 'c' : null };
    case 'connector':
      return good ? { kind: 'connector-answered', value: { status: 'sent' } } : { kind: 'connector-failed' };
    case 'pre-check':
      return good
        ? { kind: 'pre-checked', outcome: 'solved-online', answer: 'So.' }
        : { kind: 'pre-checked', outcome: 'referred', answer: null };
    case 'enqueue':
      return { kind: 'enqueued' };
    case 'request-callback':
      return { kind: 'callback-requested' };
  }
}

/** The whole call: the inputs, then silence. @returns every result of the core, in order */
function lead(flow: Flow, good: Iterator<boolean>, inputs: readonly Input[]): Advanced[] {
  const trace = [advance(flow, initialState(flow, OPENING), { kind: 'start' }, NOW)];
  const waiting = [...inputs];
  for (let last = trace[0]!; last.state.ending === null; last = trace.at(-1)!) {
    if (trace.length > 10 * MOST_MOVES) throw new Error('it never ends');
    const then = 'instruction' in last ? last.instruction.then : null;
    let input: Input = waiting.shift() ?? { kind: 'timeout' };
    if (then?.do === 'record')
      input = input.kind === 'digits' ? { kind: 'recorded', recordingId: 'r' } : { kind: 'timeout' };
    if ('effect' in last) input = answerTo(last.effect, good.next().value as boolean);
    trace.push(advance(flow, last.state, input, NOW));
  }
  return trace;
}

describe('any sound flow, whatever the caller and the world do', () => {
  const holds = (property: (document: FlowDocument, good: boolean[], inputs: Input[]) => void) =>
    fc.assert(
      fc.property(soundFlow, script, (document, { good, heard: inputs }) =>
        property(document, [...good.take(400)], inputs),
      ),
      RUNS,
    );

  it('is found sound', () => {
    holds((document) => {
      expect(checkFlow(document, WORLD).filter(({ severity }) => severity === 'error')).toEqual([]);
    });
  });

  it('asks, or ends: nobody is stuck, and who falls silent is let go', () => {
    holds((document, good, inputs) => {
      const trace = lead(compiledFlow(document), good.values(), inputs);
      for (const each of trace) {
        const asks = 'instruction' in each && ['ask', 'record'].includes(each.instruction.then.do);
        expect('effect' in each || asks).toBe(each.state.ending === null);
      }
    });
  });

  it('gives the same dialogue for the same inputs', () => {
    holds((document, good, inputs) => {
      const once = lead(compiledFlow(document), good.values(), inputs);
      expect(lead(compiledFlow(document), good.values(), inputs)).toEqual(once);
    });
  });

  it('asks for nobody before it was tried who calls and whether it can be solved', () => {
    holds((document, good, inputs) => {
      for (const each of lead(compiledFlow(document), good.values(), inputs)) {
        if (!('effect' in each) || !['enqueue', 'request-callback'].includes(each.effect.kind)) continue;
        expect([each.state.customer, each.state.preCheck]).not.toContain(null);
      }
    });
  });

  it('is contained or waits for a person, never both', () => {
    holds((document, good, inputs) => {
      const { state } = lead(compiledFlow(document), good.values(), inputs).at(-1)!;
      const waits = contactOutcomeOf(state) === null;
      expect(isContained(state) && waits).toBe(false);
      expect(isContained(state) || waits || state.ending!.exit === 'failed').toBe(true);
    });
  });
});
