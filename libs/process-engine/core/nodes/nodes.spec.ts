import { describe, expect, it } from '@jest/globals';
import type { DecisionTable } from '../../model/decision.js';
import { compileUnaryTests } from '../../expression/compile.js';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, end, process, script, service } = b;
const run = (content: b.Content, rest = {}) => new Instance(process(content, rest));

describe('tasks', () => {
  it('that are plain or manual go on at once', () => {
    expect(
      run([start('s'), b.task('a'), { id: 'm', kind: 'manual-task' }, end('e'), 's -> a -> m -> e'])
        .start()
        .path(),
    ).toEqual(['s', 'a', 'm', 'e', 'process']);
  });

  it('of people are opened with their input, and say who completed them', () => {
    const instance = run([start('s'), user('a', { input: [b.mapping('sum', 'x + 1')] }), 's -> a']).start({ x: 1 });
    expect(instance.effects).toEqual([expect.objectContaining({ type: 'open-task', node: 'a', input: { sum: 2 } })]);
    instance.complete('a');
    expect(instance.of('wait-fired')).toEqual([expect.objectContaining({ node: 'a', by: 'ann', result: {} })]);
    expect(instance.effects[0]).toMatchObject({ type: 'close-task', answered: true });
  });

  it('of services say all that is needed to call, and keep their key', () => {
    const instance = run([
      start('s'),
      service('pay', { timeout: 500, effect: 'read', input: [b.mapping('sum', 'x')] }),
      's -> pay',
    ]).start({ x: 1 });
    const { element } = instance.wait('pay');
    expect(instance.effects).toEqual([
      expect.objectContaining({
        type: 'request-call',
        connector: 'test',
        effect: 'read',
        timeout: 500,
        attempt: 1,
        input: { sum: 1 },
        key: `i:${element}:pay:1`,
      }),
    ]);
  });

  it('of services that call back say until when, the same over all attempts', () => {
    const retry = { attempts: 2, backoff: 1_000, factor: 2, maximum: 60_000 };
    const instance = run([start('s'), service('pay', { callback: 3_600_000, retry }), 's -> pay']).start();
    const until = new Date(instance.now.getTime() + 3_600_000).toISOString();
    expect(instance.effects).toEqual([expect.objectContaining({ type: 'request-call', callbackUntil: until })]);
    instance.fail('pay');
    expect(instance.effects).toEqual([expect.objectContaining({ attempt: 2, callbackUntil: until })]);
  });

  it('of services fall back when the retries are used up', () => {
    const instance = run([
      start('s'),
      service('pay', { fallback: b.feel('{ ok: false }') }),
      user('a'),
      's -> pay -> a',
    ]).start();
    instance.fail('pay');
    expect(instance.waiting()).toEqual(['a']);
    expect(instance.variables()).toEqual({ ok: false });
  });

  it('of services hand a failure to an error boundary event for its class, when there is no fallback', () => {
    const instance = run([
      start('s'),
      service('pay'),
      b.boundary('c', 'pay', b.error('TimeoutError')),
      user('h'),
      's -> pay',
      'c -> h',
    ]).start();
    expect(instance.fail('pay', { class: 'TimeoutError' }).waiting()).toEqual(['h']);
  });

  it('of rules decide by their table, and show how', () => {
    const tests = (text: string) => [compileUnaryTests(text)];
    const table: DecisionTable = {
      id: 'discount',
      hitPolicy: 'F',
      inputs: [{ value: b.feel('amount') }],
      outputs: [{ name: 'percent', values: [] }],
      rules: [
        { id: 'r1', tests: tests('> 100'), values: [b.feel('10')] },
        { id: 'r2', tests: tests('-'), values: [b.feel('0')] },
      ],
    };
    const instance = run([start('s'), b.rule('d', 'discount', { resultVariable: 'percent' }), 's -> d'], {
      decisions: { discount: table },
    }).start({ amount: 150 });
    expect(instance.variables()).toEqual({ amount: 150, percent: 10 });
    expect(instance.of('decision-made')).toEqual([
      expect.objectContaining({ decision: 'discount', inputs: [150], rules: ['r1', 'r2'], result: 10 }),
    ]);
  });

  it('whose expression fails stop for an operator', () => {
    const instance = run([start('s'), script('a', 'function(x) x', { resultVariable: 'y' }), 's -> a']).start();
    expect(instance.incidents()).toEqual(['EXPRESSION at a']);
  });

  it('whose result mapping fails keep the result until it is repaired', () => {
    const instance = run([
      start('s'),
      user('a', { output: [b.mapping('y', 'function(x) x'), b.mapping('z', 'result.x')] }),
      user('n'),
      's -> a -> n',
    ])
      .start()
      .complete('a', { x: 1 });
    expect(instance.incidents()).toEqual(['EXPRESSION at a']);
    expect(instance.snapshot!.incidents[instance.incident()]!.work).toEqual([
      { do: 'finish', element: instance.element('a').id, result: { x: 1 } },
    ]);
  });
});

describe('token quantities', () => {
  it('startQuantity: runs once for so many tokens, from whichever flows', () => {
    const instance = run([
      start('s'),
      b.parallel('f'),
      user('a'),
      user('b'),
      user('both', { startQuantity: 2 }),
      's -> f -> a -> both',
      'f -> b -> both',
    ]).start();
    expect(instance.complete('a').waiting()).toEqual(['b']);
    expect(instance.complete('b').waiting()).toEqual(['both']);
  });

  it('completionQuantity: puts so many tokens on each flow', () => {
    const instance = run([
      start('s'),
      b.task('a', { completionQuantity: 2 }),
      user('b'),
      user('c'),
      's -> a -> b',
      'a -> c',
    ]).start();
    expect(instance.waiting().sort()).toEqual(['b', 'b', 'c', 'c']);
  });

  it('that can never be had are a stuck join', () => {
    const instance = run([start('s'), b.task('a', { startQuantity: 2 }), 's -> a']).start();
    expect(instance.incidents()).toEqual(['JOIN_STUCK at a']);
  });
});

describe('flows out of an activity', () => {
  const model = (...flows: string[]) =>
    run([start('s'), b.task('t'), user('a'), user('b'), user('c'), 's -> t', ...flows]);

  it('without conditions are all taken', () => {
    expect(model('t -> a', 't -> b').start().waiting()).toEqual(['a', 'b']);
  });

  it('with conditions are taken where these hold; the default when no condition does', () => {
    const flows = ['t -(x > 5)-> a', 't -/-> b', 't -> c'];
    expect(
      model(...flows)
        .start({ x: 9 })
        .waiting(),
    ).toEqual(['a', 'c']);
    expect(
      model(...flows)
        .start({ x: 1 })
        .waiting(),
    ).toEqual(['b', 'c']);
  });

  it('none to take is an incident', () => {
    expect(model('t -(x > 5)-> a').start({ x: 1 }).incidents()).toEqual(['NO_FLOW at t']);
  });
});

describe('variables', () => {
  it('of a scope hide those around it, and are gone with it', () => {
    const instance = run([
      start('s'),
      b.sub(
        'S',
        [
          start('t'),
          script('w', 'x + 1', { resultVariable: 'x' }),
          script('g', 'x', { resultVariable: 'seen' }),
          't -> w -> g',
        ],
        { content: ['local'], input: [b.mapping('x', 'x * 10')] },
      ),
      end('e'),
      's -> S -> e',
    ]).start({ x: 1 });
    expect(instance.variables()).toEqual({ x: 1, seen: 11 });
  });

  it('that are new belong to the process; properties and data objects are null until set', () => {
    const instance = run(
      [
        start('s'),
        b.sub('S', [start('t'), script('w', '5', { resultVariable: 'fresh' }), 't -> w']),
        user('a'),
        's -> S -> a',
      ],
      { variables: ['data'] },
    ).start();
    expect(instance.variables()).toEqual({ data: null, fresh: 5 });
  });

  it('that are written say by whom and where', () => {
    const instance = run([start('s'), script('w', '5', { resultVariable: 'x' }), 's -> w']).start();
    const { element } = instance.of('element-left').find(({ node }) => node === 'w')!;
    expect(instance.of('variables-written')).toEqual([
      expect.objectContaining({ element: 1, variables: { x: 5 }, by: element }),
    ]);
  });

  it('named like properties of objects are there when they are set, and not before', () => {
    const model = process([start('s'), script('w', 'constructor', { resultVariable: 'valueOf' }), 's -> w']);
    expect(new Instance(model).start().variables()).toEqual({ valueOf: null });
    expect(new Instance(model).start({ constructor: 1 }).variables()).toEqual({ constructor: 1, valueOf: 1 });
  });
});

describe('scopes', () => {
  it('without anything in them are complete at once', () => {
    expect(
      run([start('s'), b.sub('S', []), user('a'), 's -> S -> a'])
        .start()
        .waiting(),
    ).toEqual(['a']);
  });

  it('without a start event begin at everything nothing leads to', () => {
    const instance = run([start('s'), b.sub('S', [user('x'), user('y'), user('z'), 'y -> z']), 's -> S']).start();
    expect(instance.waiting()).toEqual(['x', 'y']);
  });

  it('set the status of the ticket where a node says so', () => {
    const instance = run([start('s'), user('a', { status: 'In progress' }), 's -> a']).start();
    expect(instance.effects).toContainEqual(
      expect.objectContaining({ type: 'set-status', node: 'a', status: 'In progress' }),
    );
  });
});
