import { describe, expect, it } from '@jest/globals';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, end, process } = b;
const run = (content: b.Content) => new Instance(process(content));

describe('signals and messages', () => {
  it('a signal reaches every wait for it in the instance at once', () => {
    const instance = run([
      start('s'),
      b.parallel('f'),
      b.caught('x', b.signal('go')),
      b.caught('y', b.signal('go')),
      b.caught('z', b.signal('no')),
      user('a'),
      user('b'),
      's -> f -> x -> a',
      'f -> y -> b',
      'f -> z',
    ]).start();
    expect(instance.signal('go').waiting().sort()).toEqual(['a', 'b', 'z']);
  });

  it('thrown, they are asked of the host, with their payload', () => {
    const instance = run([
      start('s'),
      b.thrown('m', b.message('paid', 'order'), { input: [b.mapping('amount', 'x')] }),
      b.send('n', 'done', { input: [b.mapping('y', 'x + 1')] }),
      end('g', b.signal('over')),
      's -> m -> n -> g',
    ]).start({ order: 1, x: 5 });
    expect(instance.effects.slice(0, 3)).toEqual([
      expect.objectContaining({ type: 'send-message', node: 'm', name: 'paid', key: '1', variables: { amount: 5 } }),
      expect.objectContaining({ type: 'send-message', node: 'n', name: 'done', key: null, variables: { y: 6 } }),
      expect.objectContaining({ type: 'broadcast-signal', node: 'g', name: 'over' }),
    ]);
    expect(instance.state).toBe('completed');
  });

  it('a receive task waits for its message, and can be interrupted', () => {
    const model = [
      start('s'),
      b.receive('r', 'paid'),
      b.boundary('late', 'r', b.duration('PT1H')),
      user('a'),
      user('h'),
      's -> r -> a',
      'late -> h',
    ];
    expect(run(model).start().message('r', { x: 1 }).waiting()).toEqual(['a']);
    expect(run(model).start().timer('late').waiting()).toEqual(['h']);
  });

  it('a message, an event behind an event gateway, starts an instance with what it carries', () => {
    const model = process(
      [
        start('m', b.message('order'), { output: [b.mapping('id', 'result.number')] }),
        user('a'),
        'm -> a',
        start('plain'),
        user('b'),
        'plain -> b',
      ],
      { triggers: ['m'] },
    );
    const instance = new Instance(model).start({ number: 7 }, 'm');
    expect(instance.waiting()).toEqual(['a']);
    expect(instance.variables()).toEqual({ id: 7 });
    expect(new Instance(model).start({ number: 7 }).waiting()).toEqual(['b']);
  });

  it('an instantiating receive task has received its message', () => {
    const model = process([b.receive('r', 'order', { instantiate: true }), user('a'), 'r -> a'], { triggers: ['r'] });
    const instance = new Instance(model).start({ number: 7 }, 'r');
    expect(instance.waiting()).toEqual(['a']);
    expect(instance.variables()).toEqual({ number: 7 });
  });
});

describe('event gateways', () => {
  const model = [
    start('s'),
    b.eventGateway('g'),
    b.caught('m', b.message('paid', 'order')),
    b.receive('r', 'refused'),
    b.caught('t', b.duration('PT1H')),
    b.caught('c', b.condition('x > 5')),
    user('a'),
    user('d'),
    's -> g -> m -> a',
    'g -> r -> d',
    'g -> t -> d',
    'g -> c -> d',
  ];

  it('take the flow of the first event, and show it', () => {
    const instance = run(model).start({ order: 1 }).message('m', { y: 1 });
    expect(instance.waiting()).toEqual(['a']);
    expect(instance.path()).toEqual(['s', 'g', 'm']);
    expect(instance.of('flow-taken').map(({ flow }) => flow)).toEqual(['s-g', 'g-m', 'm-a']);
  });

  it('take receive tasks and conditions too', () => {
    expect(run(model).start({ order: 1 }).message('r').waiting()).toEqual(['d']);
    const instance = run(model).start({ order: 1 });
    instance.operate({ type: 'set-variables', variables: { x: 6 } });
    expect(instance.waiting()).toEqual(['d']);
  });

  it('take what is true from the beginning at once', () => {
    expect(run(model).start({ order: 1, x: 9 }).waiting()).toEqual(['d']);
  });
});

describe('conditional events', () => {
  it('fire when false becomes true, by whatever writes the variable', () => {
    const instance = run([
      start('s'),
      b.parallel('f'),
      user('w'),
      b.caught('c', b.condition('x > 5')),
      user('a'),
      's -> f -> c -> a',
      'f -> w',
    ]).start({ x: 1 });
    expect(instance.waiting()).toEqual(['c', 'w']);
    instance.complete('w', { x: 6 });
    expect(instance.waiting()).toEqual(['a']);
  });

  it('do not fire again before they were false in between', () => {
    const instance = run([
      start('s'),
      user('w'),
      b.boundary('c', 'w', b.condition('x > 5'), b.nonInterrupting),
      user('a'),
      's -> w',
      'c -> a',
    ]).start({ x: 1 });
    const set = (x: number) => instance.operate({ type: 'set-variables', variables: { x } });
    set(6);
    set(7);
    expect(instance.times('c')).toBe(1);
    set(1);
    set(8);
    expect(instance.times('c')).toBe(2);
  });

  it('that interrupt a scope end what wrote the variable before it goes on', () => {
    const instance = run([
      start('s'),
      b.script('w', '9', { resultVariable: 'x' }),
      user('next'),
      's -> w -> next',
      b.eventSub('E', [start('c', b.condition('x > 5')), user('h'), 'c -> h']),
    ]).start();
    expect(instance.waiting()).toEqual(['h']);
    expect(instance.terminated()).toEqual(['w']);
  });

  it('see the variables of their own scope', () => {
    const instance = run([
      start('s'),
      b.sub(
        'S',
        [
          start('t'),
          user('w'),
          b.caught('c', b.condition('x > 5')),
          b.parallel('f'),
          user('a'),
          't -> f -> w',
          'f -> c -> a',
        ],
        { input: [b.mapping('x', '1')] },
      ),
      's -> S',
    ]).start({ x: 9 });
    expect(instance.waiting().sort()).toEqual(['c', 'w']);
    instance.complete('w', { x: 6 });
    expect(instance.waiting()).toEqual(['a']);
    expect(instance.variables()).toEqual({ x: 9 });
  });
});

describe('links', () => {
  it('go on where they are caught, as often as they are thrown', () => {
    const instance = run([
      start('s'),
      b.parallel('f'),
      b.thrown('one', b.link('L', 'land')),
      b.thrown('two', b.link('L', 'land')),
      b.caught('land', b.link('L')),
      user('a'),
      's -> f -> one',
      'f -> two',
      'land -> a',
    ]).start();
    expect(instance.waiting()).toEqual(['a', 'a']);
  });

  it('are a way to an inclusive join', () => {
    const instance = run([
      start('s'),
      b.parallel('f'),
      user('a'),
      user('w'),
      b.thrown('jump', b.link('L', 'land')),
      b.caught('land', b.link('L')),
      b.inclusive('join'),
      user('after'),
      's -> f -> a -> join -> after',
      'f -> w -> jump',
      'land -> join',
    ]).start();
    expect(instance.complete('a').waiting()).toEqual(['w']);
    expect(instance.complete('w').waiting()).toEqual(['after']);
  });
});

describe('timers', () => {
  const wait = (event: ReturnType<typeof b.duration>, variables = {}) =>
    run([start('s'), b.caught('t', event), user('a'), 's -> t -> a']).start(variables);

  it('may be given by an expression', () => {
    const event = { type: 'timer', timer: 'duration', value: b.feel('duration("PT" + string(hours) + "H")') } as const;
    expect(wait(event, { hours: 3 }).wait('t')).toMatchObject({ due: '2026-11-23T13:00:00.000Z' });
    expect(wait(event, { hours: 'many' }).incidents()).toEqual(['EXPRESSION at t']);
  });

  it.each([b.duration('1 hour'), b.date('tomorrow'), b.cycle('PT1H'), b.cycle('R0/PT1H')])(
    'that are none are incidents: $value',
    (event) => {
      expect(wait(event).incidents()).toEqual(['EXPRESSION at t']);
    },
  );

  it('of a cycle send a token each turn, and leave with the last', () => {
    const instance = wait(b.cycle('R3/PT1H')).timer('t').timer('t').timer('t');
    expect(instance.waiting()).toEqual(['a', 'a', 'a']);
    expect(instance.times('t')).toBe(1);
  });

  it('of a cycle in business time are reckoned from turn to turn', () => {
    const instance = run([
      start('s'),
      user('a'),
      b.boundary('t', 'a', b.cycle('R/PT6H', 'office'), b.nonInterrupting),
      end('e'),
      's -> a',
      't -> e',
    ]).start();
    expect(instance.wait('t')).toMatchObject({ due: '2026-11-23T16:00:00.000Z' });
    expect(instance.timer('t').wait('t')).toMatchObject({ due: '2026-11-24T14:00:00.000Z' });
  });

  it('of months stay at the end of the month', () => {
    const instance = run([
      start('s'),
      user('a'),
      b.boundary('t', 'a', b.cycle('R/2027-01-31T09:00:00Z/P1M'), b.nonInterrupting),
      end('e'),
      's -> a',
      't -> e',
    ]).start();
    const due = () => (instance.wait('t') as never as { due: string }).due.slice(0, 10);
    const seen = [due(), (instance.timer('t'), due()), (instance.timer('t'), due())];
    expect(seen).toEqual(['2027-01-31', '2027-02-28', '2027-03-31']);
    instance.timer('t', '2027-07-15T00:00:00Z');
    expect(due()).toBe('2027-07-31');
  });
});
