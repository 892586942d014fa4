import { describe, expect, it } from '@jest/globals';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, end, process, service } = b;
const run = (content: b.Content) => new Instance(process(content));

describe('errors', () => {
  const nested = (inner: b.Content, ...outer: b.Content) =>
    run([start('s'), b.sub('S', [start('t'), ...inner]), user('after'), 's -> S -> after', ...outer]);

  it('thrown by a worker go to the boundary of its own task, with what it says', () => {
    const instance = run([
      start('s'),
      service('pay'),
      b.boundary('broke', 'pay', b.error('NO_MONEY'), { output: [b.mapping('why', 'result.code')] }),
      user('a'),
      's -> pay',
      'broke -> a',
    ]).start();
    instance.throwError('pay', 'NO_MONEY', { missing: 3 });
    expect(instance.waiting()).toEqual(['a']);
    expect(instance.terminated()).toEqual(['pay']);
    expect(instance.variables()).toEqual({ missing: 3, why: 'NO_MONEY' });
  });

  it('go up through scopes to what catches their code; just this code comes before every code', () => {
    const boundaries = [
      b.boundary('other', 'S', b.error('OTHER')),
      b.boundary('every', 'S', b.error()),
      b.boundary('just', 'S', b.error('E1')),
      user('h1'),
      user('h2'),
      'every -> h1',
      'just -> h2',
      'other -> h1',
    ];
    const inner = [
      user('x'),
      b.parallel('f'),
      b.sub('T', [start('u'), service('call'), 'u -> call']),
      't -> f -> T',
      'f -> x',
    ];
    expect(
      nested(inner, ...boundaries)
        .start()
        .throwError('call', 'E1')
        .waiting(),
    ).toEqual(['h2']);
    const instance = nested(inner, ...boundaries)
      .start()
      .throwError('call', 'E2');
    expect(instance.waiting()).toEqual(['h1']);
    expect(instance.terminated()).toEqual(['call', 'T', 'x', 'S']);
  });

  it('of an end event end its scope and go to the boundary', () => {
    const instance = nested(
      [end('fail', b.error('E')), 't -> fail'],
      b.boundary('c', 'S', b.error('E')),
      user('h'),
      'c -> h',
    ).start();
    expect(instance.waiting()).toEqual(['h']);
    expect(instance.of('event-thrown')).toEqual([expect.objectContaining({ node: 'fail', caughtBy: 'c' })]);
  });

  it('are caught by an event sub-process before the boundary, and not by one that has interrupted its scope', () => {
    const guard = b.eventSub('E', [start('on', b.error()), service('repair'), 'on -> repair']);
    const boundary = [b.boundary('c', 'S', b.error()), user('h'), 'c -> h'];
    const instance = nested([service('call'), 't -> call', guard], ...boundary).start();
    instance.throwError('call', 'E1');
    expect(instance.waiting()).toEqual(['repair']);
    instance.throwError('repair', 'E2');
    expect(instance.waiting()).toEqual(['h']);
  });

  it('of an end event that nothing catches fail the instance, and the parent hears of it', () => {
    const model = process([
      start('s'),
      b.parallel('f'),
      user('a'),
      user('b'),
      end('fail', b.error('E')),
      's -> f -> a -> fail',
      'f -> b',
    ]);
    const instance = new Instance(model, { instance: 'p', wait: 7 }).start().complete('a');
    expect(instance.state).toBe('failed');
    expect(instance.terminated()).toEqual(['b', 'fail', 'process']);
    expect(instance.effects).toContainEqual(
      expect.objectContaining({
        type: 'end-instance',
        outcome: 'failed',
        error: { code: 'E' },
        parent: { instance: 'p', wait: 7 },
      }),
    );
  });

  it('of a worker that nothing catches stop for an operator, or go on to the parent instance', () => {
    const model = process([start('s'), service('call'), user('a'), 's -> call -> a']);
    const alone = new Instance(model).start().throwError('call', 'E');
    expect(alone.incidents()).toEqual(['UNCAUGHT_ERROR at call']);
    alone.operate({ type: 'retry', incident: alone.incident() }).answer('call');
    expect(alone.waiting()).toEqual(['a']);
    expect(new Instance(model, { instance: 'p', wait: 7 }).start().throwError('call', 'E').state).toBe('failed');
  });
});

describe('a call activity', () => {
  const model = (...more: b.Content) =>
    process([
      start('s'),
      b.call('child', 'billing', {
        version: 3,
        input: [b.mapping('amount', 'total * 2')],
        output: [b.mapping('paid', 'result.ok')],
      }),
      user('after'),
      's -> child -> after',
      ...more,
    ]);
  const wait = (instance: Instance) => instance.wait('child').id;

  it('asks for an instance of its own, in the version bound, with its input', () => {
    expect(new Instance(model()).start({ total: 4 }).effects).toEqual([
      expect.objectContaining({ type: 'start-child', definition: 'billing', version: 3, variables: { amount: 8 } }),
    ]);
  });

  it('gets everything when there is no input mapping', () => {
    const all = process([start('s'), b.call('child', 'billing'), 's -> child']);
    expect(new Instance(all).start({ x: 1, y: 2 }).effects).toEqual([
      expect.objectContaining({ variables: { x: 1, y: 2 } }),
    ]);
  });

  it('goes on with the variables its child ended with', () => {
    const instance = new Instance(model()).start({ total: 4 });
    instance.send({
      type: 'child-ended',
      wait: wait(instance),
      result: { outcome: 'completed', variables: { ok: true, no: 1 } },
    });
    expect(instance.waiting()).toEqual(['after']);
    expect(instance.variables()).toEqual({ total: 4, paid: true });
  });

  it('throws the error its child failed with', () => {
    const instance = new Instance(model(b.boundary('c', 'child', b.error('E')), user('h'), 'c -> h')).start({
      total: 4,
    });
    instance.send({
      type: 'child-ended',
      wait: wait(instance),
      result: { outcome: 'failed', code: 'E', variables: {} },
    });
    expect(instance.waiting()).toEqual(['h']);
  });

  it('stops for an operator when its child is lost, and starts another on retry', () => {
    const instance = new Instance(model()).start({ total: 4 });
    const before = wait(instance);
    instance.send({ type: 'child-ended', wait: before, result: { outcome: 'lost', message: 'cancelled' } });
    expect(instance.incidents()).toEqual(['CHILD_LOST at child']);
    instance.operate({ type: 'retry', incident: instance.incident() });
    expect(instance.effects).toContainEqual(expect.objectContaining({ type: 'start-child' }));
    expect(wait(instance)).not.toBe(before);
  });

  it('hears what its child escalates, and cancels the child when that interrupts', () => {
    const escalated = (more: object) =>
      new Instance(model(b.boundary('c', 'child', b.escalation('HELP'), more), user('h'), 'c -> h')).start({
        total: 4,
      });
    const beside = escalated(b.nonInterrupting);
    beside.send({ type: 'child-escalated', wait: wait(beside), code: 'HELP', variables: {} });
    expect(beside.waiting()).toEqual(['child', 'h']);
    const instead = escalated({});
    instead.send({ type: 'child-escalated', wait: wait(instead), code: 'HELP', variables: {} });
    expect(instead.waiting()).toEqual(['h']);
    expect(instead.effects).toContainEqual(expect.objectContaining({ type: 'cancel-child', answered: false }));
  });
});

describe('escalations', () => {
  const model = (more: object, parent?: { instance: string; wait: number }) =>
    new Instance(
      process([
        start('s'),
        b.sub('S', [start('t'), b.thrown('up', b.escalation('HELP')), user('on'), 't -> up -> on']),
        ...(parent ? [] : [b.boundary('c', 'S', b.escalation('HELP'), more), user('h'), 'c -> h']),
        user('after'),
        's -> S -> after',
      ]),
      parent,
    ).start();

  it('leave the thrower going on, unless what catches them interrupts', () => {
    expect(model(b.nonInterrupting).waiting().sort()).toEqual(['h', 'on']);
    expect(model({}).waiting()).toEqual(['h']);
  });

  it('need nobody to catch them; a parent instance may', () => {
    const instance = model({}, { instance: 'p', wait: 7 });
    expect(instance.waiting()).toEqual(['on']);
    expect(instance.effects).toContainEqual({
      type: 'escalate-to-parent',
      parent: { instance: 'p', wait: 7 },
      code: 'HELP',
      variables: {},
    });
  });

  it('of a worker or a person leave the task open', () => {
    const instance = run([
      start('s'),
      user('a'),
      b.boundary('c', 'a', b.escalation(), b.nonInterrupting),
      user('h'),
      's -> a',
      'c -> h',
    ]).start();
    instance.send({ type: 'throw-escalation', wait: instance.wait('a').id, code: 'X', variables: { x: 1 } });
    expect(instance.waiting()).toEqual(['a', 'h']);
    expect(instance.variables()).toEqual({ x: 1 });
  });

  it('of an end event end its token', () => {
    const instance = run([
      start('s'),
      b.sub('S', [start('t'), end('up', b.escalation('HELP')), 't -> up']),
      b.boundary('c', 'S', b.escalation('HELP'), b.nonInterrupting),
      user('h'),
      user('after'),
      's -> S -> after',
      'c -> h',
    ]).start();
    expect(instance.waiting().sort()).toEqual(['after', 'h']);
  });
});

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
