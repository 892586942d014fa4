import { describe, expect, it } from '@jest/globals';
import { AGENT, aFlow, aMenu, aQuestion, DEMAND, EN, QUEUE } from '../../../../test/ivr/ivr-flows.js';
import { compiledFlow } from '../../flow/compiled-flow.js';
import type { FlowDocument, FlowNode } from '../flow/flow-document.js';
import { InputUnexpected } from '../ivr.errors.js';
import { advance, MOST_MOVES, type Advanced } from './advance.js';
import type { Effect, Input } from './effect.js';
import type { Instruction } from './instruction.js';
import { contactOutcomeOf, initialState, isContained } from './session-state.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const OPENING = { caller: '13800000001', channel: 'voice', entryPoint: '10000', language: null };
const press = (digits: string): Input => ({ kind: 'digits', digits });
const speak = (text: string): Input => ({ kind: 'speech', text });
const SILENCE: Input = { kind: 'timeout' };
const KNOWN: Input = { kind: 'identified', customerId: 'c-1' };
const UNKNOWN: Input = { kind: 'identified', customerId: null };
const REFERRED: Input = { kind: 'pre-checked', outcome: 'referred', answer: null };
const SOLVED: Input = { kind: 'pre-checked', outcome: 'solved-online', answer: 'Restart it.' };

function run(document: FlowDocument, ...inputs: Input[]): Advanced {
  const flow = compiledFlow(document);
  let last = advance(flow, initialState(flow, OPENING), { kind: 'start' }, NOW);
  for (const input of inputs) last = advance(flow, last.state, input, NOW);
  return last;
}

function instructionOf(advanced: Advanced): Instruction {
  if ('effect' in advanced) throw new Error(`it wants: ${advanced.effect.kind}`);
  return advanced.instruction;
}
function effectOf(advanced: Advanced): Effect {
  if ('instruction' in advanced) throw new Error(`it says: ${advanced.instruction.say.join()}`);
  return advanced.effect;
}
const saidBy = (advanced: Advanced) => instructionOf(advanced).say;

describe('a dialogue', () => {
  it('says everything up to where it waits, and waits there', () => {
    const at = run(
      aFlow({
        a: { kind: 'say', text: EN('Hello.'), next: 'b' },
        b: { kind: 'say', text: EN('Again hello.'), next: 'm' },
        m: aMenu({ 1: 'bye' }),
      }),
    );
    expect(instructionOf(at)).toEqual({
      language: 'en',
      say: ['Hello.', 'Again hello.', 'Choose.'],
      then: { do: 'ask', minDigits: 1, maxDigits: 1, timeoutSeconds: 5, words: [] },
    });
  });

  it('leaves the state it goes on from as it is', () => {
    const flow = compiledFlow(aFlow({ m: aMenu({ 1: 'bye' }) }));
    const { state } = advance(flow, initialState(flow, OPENING), { kind: 'start' }, NOW);
    const before = JSON.stringify(state);
    advance(flow, state, press('1'), NOW);
    expect(JSON.stringify(state)).toBe(before);
  });

  it('gives up when it has gone round too often, rather than never', () => {
    const document = aFlow({ m: aMenu({ 1: 'm' }) });
    const rounds = Array.from({ length: MOST_MOVES }, () => press('1'));
    const { state } = run(document, ...rounds);
    expect(state.ending).toEqual({ exit: 'failed', node: 'm' });
    expect([isContained(state), contactOutcomeOf(state)]).toEqual([false, 'abandoned']);
    expect(run(document, ...rounds.slice(1)).state.ending).toBeNull();
  });

  it('ends when the caller hangs up, contained as long as nobody was asked for', () => {
    const { state } = run(aFlow({ m: aMenu({ 1: 'bye' }) }), { kind: 'hang-up' });
    expect(state.ending).toEqual({ exit: 'caller-hung-up', node: 'm' });
    expect([isContained(state), contactOutcomeOf(state)]).toEqual([true, 'abandoned']);
  });

  it('counts how often it came to each node', () => {
    const { state } = run(aFlow({ m: aMenu({ 1: 'm', 2: 'bye' }) }), press('1'), press('2'));
    expect(state.visits).toEqual({ m: 2, bye: 1 });
  });
});

describe('a menu', () => {
  const document = aFlow({ m: aMenu({ 1: 'one', '#': 'bye' }, 'late'), one: say('One.'), late: say('Late.') });

  it('goes where the key leads', () => {
    expect(saidBy(run(document, press('1')))).toEqual(['One.', 'Bye.']);
    expect(saidBy(run(document, press('#')))).toEqual(['Bye.']);
  });

  it.each([
    ['a key it does not have', press('9')],
    ['silence', SILENCE],
    ['words it does not know', speak('hm')],
  ])('asks again after %s, and goes on where it says when that is used up', (_, wrong) => {
    expect(saidBy(run(document, wrong))).toEqual(['Again.', 'Choose.']);
    const spent = run(document, wrong, wrong);
    expect(saidBy(spent)).toEqual(['Late.', 'Bye.']);
    expect(spent.state.exhausted).toEqual({ m: 1 });
  });

  it('has all its retries again when the dialogue comes back to it', () => {
    const round = aFlow({ m: aMenu({ 1: 'm' }) });
    expect(saidBy(run(round, SILENCE, press('1'), SILENCE))).toEqual(['Again.', 'Choose.']);
  });

  it('understands spoken words of its language, however they are written', () => {
    const spoken = { kind: 'menu', ...(document.nodes['m'] as object) } as Extract<FlowNode, { kind: 'menu' }>;
    const choices = [{ digit: '1', words: { en: ['Fault'], de: ['Stoerung'] }, language: null, next: 'one' }];
    const of = aFlow({ m: { ...spoken, choices }, one: say('One.'), late: say('Late.') });
    expect(instructionOf(run(of)).then).toMatchObject({ words: ['Fault'] });
    expect(saidBy(run(of, speak('I have a ＦＡＵＬＴ')))).toEqual(['One.', 'Bye.']);
    expect(saidBy(run(of, speak('Stoerung')))).toEqual(['Again.', 'Choose.']);
  });

  it('changes the language of all that follows', () => {
    const both = (en: string, de: string) => ({ en, de });
    const choices = [{ digit: '1', words: {}, language: 'de', next: 'end' }];
    const menu = { ...(aMenu({}, 'end') as Extract<FlowNode, { kind: 'menu' }>), choices };
    const of = aFlow(
      {
        m: { ...menu, prompt: both('Choose.', 'Bitte.') },
        end: { kind: 'hang-up', text: both('Bye, {language}.', 'Ade, {language}.') },
      },
      { languages: ['en', 'de'] },
    );
    expect(instructionOf(run(of, press('1')))).toMatchObject({ language: 'de', say: ['Ade, de.'] });
  });

  it('refuses a recording', () => {
    expect(() => run(document, { kind: 'recorded', recordingId: 'r' })).toThrow(InputUnexpected);
  });
});

describe('a question for digits', () => {
  const document = aFlow({ q: aQuestion('no', 'told', 'late'), told: say('{no}'), late: say('Late.') });

  it.each([
    ['1234', '1234'],
    ['12#', '12'],
  ])('keeps %s as %s', (typed, kept) => {
    expect(saidBy(run(document, press(typed)))).toEqual([kept, 'Bye.']);
  });

  it('keeps spoken digits', () => {
    expect(saidBy(run(document, speak('one: 1 2 3')))).toEqual(['123', 'Bye.']);
  });

  it.each(['1', '12345', '1*2', '#'])('asks again after %s', (typed) => {
    expect(saidBy(run(document, press(typed)))).toEqual(['Again.', 'Number?']);
    expect(saidBy(run(document, press(typed), SILENCE))).toEqual(['Late.', 'Bye.']);
  });
});

describe('conditions and attributes', () => {
  const branches = [
    { when: 'number(no) > 50', next: 'big' },
    { when: 'no = "12"', next: 'twelve' },
  ];
  const document = aFlow({
    q: aQuestion('no', 'if'),
    if: { kind: 'condition', branches, otherwise: 'other' },
    big: say('Big.'),
    twelve: say('Twelve.'),
    other: say('Other.'),
  });

  it.each([
    ['60', 'Big.'],
    ['12', 'Twelve.'],
    ['20', 'Other.'],
  ])('goes for %s where the first true branch leads: %s', (no, said) => {
    expect(saidBy(run(document, press(no)))[0]).toBe(said);
  });

  it('goes the other way when it cannot be said whether it holds', () => {
    const unclear = {
      kind: 'condition',
      branches: [{ when: 'missing > 1', next: 'big' }],
      otherwise: 'other',
    } as const;
    expect(saidBy(run(aFlow({ if: unclear, big: say('Big.'), other: say('Other.') })))[0]).toBe('Other.');
  });

  it('sets attributes from what was known before all of them', () => {
    const document = aFlow({
      first: { kind: 'set', values: { a: '1', b: 'caller' }, next: 'second' },
      second: { kind: 'set', values: { a: 'b', b: 'a' }, next: 'told' },
      told: say('{a} {b}'),
    });
    expect(saidBy(run(document))[0]).toBe('13800000001 1');
  });

  it('knows the date where the flow is', () => {
    const document = aFlow({
      set: { kind: 'set', values: { day: 'string(today())' }, next: 'told' },
      told: say('{day}'),
    });
    expect(saidBy(run(document))[0]).toBe('2026-11-23');
    expect(saidBy(run({ ...document, timeZone: 'Pacific/Pago_Pago' }))[0]).toBe('2026-11-22');
  });
});

describe('business hours', () => {
  const nine = [{ from: '09:00', to: '10:00' }];
  const calendar = {
    timeZone: 'UTC',
    weekly: { monday: nine },
    holidays: [],
    extraWorkingDays: [],
    worksExtraDays: true,
  };
  const document = aFlow(
    {
      h: { kind: 'hours', calendar: 'desk', open: 'open', closed: 'closed' },
      open: say('Open.'),
      closed: say('Closed.'),
    },
    { calendars: { desk: calendar } },
  );
  it.each([
    ['2026-11-23T09:30:00Z', 'Open.'],
    ['2026-11-23T10:00:00Z', 'Closed.'],
    ['2026-11-24T09:30:00Z', 'Closed.'],
  ])('at %s: %s', (at, said) => {
    const flow = compiledFlow(document);
    const advanced = advance(flow, initialState(flow, OPENING), { kind: 'start' }, new Date(at));
    expect(saidBy(advanced)[0]).toBe(said);
  });
});

describe('a connector', () => {
  const document = aFlow({
    q: aQuestion('no', 'call'),
    call: {
      kind: 'connector',
      connector: 'orders',
      action: 'find',
      arguments: { number: 'no' },
      into: 'order',
      next: 'told',
      failed: 'sorry',
    },
    told: say('{order}'),
    sorry: say('Sorry.'),
  });
  const asked = run(document, press('12'));

  it('is called with the values of its arguments', () => {
    expect(effectOf(asked)).toEqual({
      kind: 'connector',
      connector: 'orders',
      action: 'find',
      arguments: { number: '12' },
    });
  });
  it('gives the flow its result, or the flow goes its other way', () => {
    expect(saidBy(run(document, press('12'), { kind: 'connector-answered', value: 'sent' }))[0]).toBe('sent');
    expect(saidBy(run(document, press('12'), { kind: 'connector-failed' }))[0]).toBe('Sorry.');
  });
});

describe('to identify', () => {
  const document = (number: string | null) =>
    aFlow({
      q: aQuestion('no', 'who'),
      who: { kind: 'identify', number, known: 'k', unknown: 'u' },
      k: say('Known.'),
      u: say('Who?'),
    });

  it('asks by the address, or by the number that was given', () => {
    expect(effectOf(run(document(null), press('12')))).toEqual({ kind: 'identify', number: null });
    expect(effectOf(run(document('no'), press('12')))).toEqual({ kind: 'identify', number: '12' });
  });
  it('asks by the address as well before a person is asked for, when the number said nothing', () => {
    const { nodes, ...rest } = document('no');
    const wanting = { ...rest, nodes: { ...nodes, u: AGENT } };
    expect(effectOf(run(wanting, press('12'), UNKNOWN))).toEqual({ kind: 'identify', number: null });
    expect(effectOf(run(wanting, press('12'), UNKNOWN, UNKNOWN)).kind).toBe('pre-check');
  });
  it('goes on by whether somebody was found', () => {
    expect(saidBy(run(document(null), press('12'), KNOWN))[0]).toBe('Known.');
    expect(saidBy(run(document(null), press('12'), UNKNOWN))[0]).toBe('Who?');
  });
});

describe.each([
  ['a queue', AGENT, 'enqueue'],
  ['a callback', { kind: 'callback', queueId: QUEUE, demand: DEMAND, next: 'bye' } as const, 'request-callback'],
])('%s', (_, node, wanted) => {
  const document = aFlow({ n: node });

  it('comes after the identification and the pre-check', () => {
    expect(effectOf(run(document)).kind).toBe('identify');
    expect(effectOf(run(document, KNOWN))).toEqual({ kind: 'pre-check', demand: DEMAND });
    expect(effectOf(run(document, KNOWN, REFERRED)).kind).toBe(wanted);
  });

  it('is not come to when the pre-check solves it', () => {
    const solved = run(document, UNKNOWN, SOLVED);
    expect(instructionOf(solved)).toMatchObject({ say: ['Restart it.'], then: { do: 'hang-up' } });
    expect(solved.state.ending).toEqual({ exit: 'solved', node: 'n' });
    expect([isContained(solved.state), contactOutcomeOf(solved.state)]).toEqual([true, 'self-served']);
  });
});

describe('asking for a person', () => {
  it('ends in the queue, not contained, and the contact waits', () => {
    const { state, ...rest } = run(aFlow({ n: AGENT }), KNOWN, REFERRED, { kind: 'enqueued' });
    expect(rest).toMatchObject({ instruction: { then: { do: 'queue', queueId: QUEUE } } });
    expect([isContained(state), contactOutcomeOf(state)]).toEqual([false, null]);
  });

  it('hands over the attributes that were named, and no other', () => {
    const document = aFlow({
      q: aQuestion('no', 'n'),
      n: { ...AGENT, attributes: ['no', 'customerKnown'] } as FlowNode,
    });
    const wanted = effectOf(run(document, press('12'), KNOWN, REFERRED));
    expect(wanted).toMatchObject({ priority: 3, skills: ['en'], attributes: { no: '12', customerKnown: true } });
  });

  it('is not pre-checked twice: who was told an answer and still wants a person gets one', () => {
    const document = aFlow({
      p: { kind: 'pre-check', demand: DEMAND, solved: 'm', referred: 'agent' },
      m: aMenu({ 1: 'bye', 2: 'agent' }),
      agent: AGENT,
    });
    expect(saidBy(run(document, KNOWN, SOLVED))).toEqual(['Restart it.', 'Choose.']);
    expect(effectOf(run(document, KNOWN, SOLVED, press('2'))).kind).toBe('enqueue');
    expect(contactOutcomeOf(run(document, KNOWN, SOLVED, { kind: 'hang-up' }).state)).toBe('self-served');
  });

  it('waits for a person after a callback was promised, whatever ends the call', () => {
    const callback = { kind: 'callback', queueId: QUEUE, demand: DEMAND, next: 'm' } as const;
    const document = aFlow({ n: callback, m: aMenu({ 1: 'bye' }) });
    const { state } = run(document, KNOWN, REFERRED, { kind: 'callback-requested' }, { kind: 'hang-up' });
    expect([isContained(state), contactOutcomeOf(state)]).toEqual([false, null]);
  });
});

describe('a voicemail', () => {
  const node = {
    kind: 'voicemail',
    prompt: EN('Speak.'),
    maxSeconds: 60,
    queueId: QUEUE,
    demand: DEMAND,
    next: 'bye',
  } as const;
  const document = aFlow({ n: node });
  const recorded: Input = { kind: 'recorded', recordingId: 'r-1' };

  it('records, and asks for a callback with the message', () => {
    expect(instructionOf(run(document, KNOWN, REFERRED))).toMatchObject({
      say: ['Speak.'],
      then: { do: 'record', maxSeconds: 60 },
    });
    expect(effectOf(run(document, KNOWN, REFERRED, recorded))).toEqual({
      kind: 'request-callback',
      queueId: QUEUE,
      recordingId: 'r-1',
    });
    const { state } = run(document, KNOWN, REFERRED, recorded, { kind: 'callback-requested' });
    expect([state.ending!.exit, isContained(state)]).toEqual(['hung-up', false]);
  });

  it('asks for nothing when nothing was said', () => {
    const { state } = run(document, KNOWN, REFERRED, SILENCE);
    expect([state.ending!.exit, isContained(state)]).toEqual(['hung-up', true]);
  });

  it('refuses digits', () => {
    expect(() => run(document, KNOWN, REFERRED, press('1'))).toThrow(InputUnexpected);
  });
});

function say(text: string): FlowNode {
  return { kind: 'say', text: EN(text), next: 'bye' };
}
