import { describe, expect, it } from '@jest/globals';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, end, process, service } = b;
const undoable = (id: string, more: object = {}) => [
  user(id, { compensation: `undo-${id}`, ...more }),
  b.boundary(`on-${id}`, id, b.compensation()),
  user(`undo-${id}`, { forCompensation: true }),
];
const run = (content: b.Content) => new Instance(process(content));

describe('compensation', () => {
  const model = (event: ReturnType<typeof b.compensation>) =>
    run([
      start('s'),
      ...undoable('a'),
      ...undoable('b'),
      ...undoable('c'),
      b.thrown('back', event),
      user('after'),
      's -> a -> b -> c -> back -> after',
    ]);

  it('runs the handlers of what completed one after the other, the last first, and then goes on', () => {
    const instance = model(b.compensation()).start().complete('a').complete('b').complete('c');
    for (const handler of ['undo-c', 'undo-b', 'undo-a']) {
      expect(instance.waiting()).toEqual([handler]);
      instance.complete(handler);
    }
    expect(instance.waiting()).toEqual(['after']);
  });

  it('of one activity runs its handler alone', () => {
    const instance = model(b.compensation('b')).start().complete('a').complete('b').complete('c');
    expect(instance.waiting()).toEqual(['undo-b']);
    expect(instance.complete('undo-b').waiting()).toEqual(['after']);
  });

  it('does not wait where it is told not to', () => {
    const instance = model(b.compensation(undefined, false)).start().complete('a').complete('b').complete('c');
    expect(instance.waiting().sort()).toEqual(['after', 'undo-c']);
    instance.complete('after').complete('undo-c').complete('undo-b').complete('undo-a');
    expect(instance.state).toBe('completed');
  });

  it('with nothing to undo goes on', () => {
    const instance = run([
      start('s'),
      ...undoable('a'),
      b.thrown('back', b.compensation()),
      user('after'),
      's -> back -> after',
    ]).start();
    expect(instance.waiting()).toEqual(['after']);
  });

  it('undoes each activity once, however often it is thrown', () => {
    const instance = run([
      start('s'),
      ...undoable('a'),
      b.thrown('one', b.compensation()),
      b.thrown('two', b.compensation()),
      user('after'),
      's -> a -> one -> two -> after',
    ]).start();
    instance.complete('a').complete('undo-a');
    expect(instance.waiting()).toEqual(['after']);
  });

  it('undoes each round of a loop', () => {
    const instance = run([
      start('s'),
      b.exclusive('again'),
      ...undoable('a'),
      b.exclusive('x'),
      end('back', b.compensation()),
      's -> again -> a -> x -(more)-> again',
      'x -/-> back',
    ]).start();
    instance.complete('a', { more: true }).complete('a', { more: false });
    expect(instance.complete('undo-a').waiting()).toEqual(['undo-a']);
    expect(instance.complete('undo-a').state).toBe('completed');
  });

  it('is not for what was interrupted, nor for what was skipped', () => {
    const instance = run([
      start('s'),
      ...undoable('a'),
      b.boundary('late', 'a', b.duration('PT1H')),
      ...undoable('b'),
      end('back', b.compensation()),
      's -> a -> b -> back',
      'late -> b',
    ]).start();
    instance.timer('late').operate({ type: 'skip', element: instance.element('b').id, variables: {} });
    expect(instance.state).toBe('completed');
    expect(instance.path()).not.toContain('undo-a');
    expect(instance.path()).not.toContain('undo-b');
  });

  describe('of a completed sub-process', () => {
    const sub = (inner: b.Content, more: object = {}) =>
      run([
        start('s'),
        b.sub('S', [start('t'), ...inner], more),
        user('mid'),
        end('back', b.compensation()),
        's -> S -> mid -> back',
      ]);

    it('undoes what completed in it, with its variables as they were', () => {
      const copy = b.script('copy', 'secret', { forCompensation: true, resultVariable: 'seen' });
      const instance = sub([user('a', { compensation: 'copy' }), copy, ...undoable('b'), 't -> a -> b'], {
        variables: ['secret'],
      });
      instance.start({ seen: 0 }).complete('a', { secret: 42 }).complete('b').complete('mid');
      expect(instance.waiting()).toEqual(['undo-b']);
      instance.complete('undo-b');
      expect(instance.state).toBe('completed');
      expect(instance.variables()).toEqual({ seen: 42 });
    });

    it('leaves it to its handler, if it has one', () => {
      const instance = run([
        start('s'),
        b.sub('S', [start('t'), ...undoable('a'), 't -> a'], { compensation: 'undo-S' }),
        user('undo-S', { forCompensation: true }),
        end('back', b.compensation()),
        's -> S -> back',
      ]);
      instance.start().complete('a');
      expect(instance.waiting()).toEqual(['undo-S']);
      expect(instance.complete('undo-S').state).toBe('completed');
    });

    it('leaves it to its compensation event sub-process, which may throw for what is inside', () => {
      const guard = b.eventSub('E', [
        start('on', b.compensation()),
        user('first'),
        b.thrown('inner', b.compensation()),
        user('last'),
        'on -> first -> inner -> last',
      ]);
      const instance = sub([...undoable('a'), 't -> a', guard])
        .start()
        .complete('a')
        .complete('mid');
      for (const node of ['first', 'undo-a', 'last']) {
        expect(instance.waiting()).toEqual([node]);
        instance.complete(node);
      }
      expect(instance.state).toBe('completed');
    });

    it('undoes every instance of a multi-instance one, the last first', () => {
      const loop = { type: 'multi', sequential: true, cardinality: b.feel('2'), behavior: { type: 'all' } };
      const instance = sub([...undoable('a'), 't -> a'], { loop })
        .start()
        .complete('a')
        .complete('a')
        .complete('mid');
      instance.complete('undo-a').complete('undo-a');
      expect(instance.state).toBe('completed');
    });
  });

  it('of a multi-instance activity runs its handler once', () => {
    const loop = { type: 'multi', sequential: false, cardinality: b.feel('2'), behavior: { type: 'all' } };
    const instance = run([
      start('s'),
      ...undoable('a', { loop }),
      end('back', b.compensation()),
      's -> a -> back',
    ]).start();
    instance.complete('a').complete('a').complete('undo-a');
    expect(instance.state).toBe('completed');
  });

  it('in an event sub-process undoes what completed in the scope around it', () => {
    const instance = run([
      start('s'),
      ...undoable('a'),
      service('call'),
      's -> a -> call',
      b.eventSub('E', [start('on', b.error()), b.thrown('back', b.compensation()), user('tell'), 'on -> back -> tell']),
    ]).start();
    instance.complete('a').throwError('call', 'E');
    expect(instance.waiting()).toEqual(['undo-a']);
    expect(instance.complete('undo-a').waiting()).toEqual(['tell']);
  });

  it('that fails can be caught around it', () => {
    const instance = run([
      start('s'),
      b.sub('S', [
        start('t'),
        user('a', { compensation: 'undo' }),
        service('undo', { forCompensation: true }),
        end('back', b.compensation()),
        't -> a -> back',
      ]),
      b.boundary('c', 'S', b.error('E')),
      user('h'),
      's -> S',
      'c -> h',
    ]).start();
    instance.complete('a').throwError('undo', 'E');
    expect(instance.waiting()).toEqual(['h']);
  });

  it('goes on with the next handler when one is skipped', () => {
    const instance = model(b.compensation()).start().complete('a').complete('b').complete('c');
    instance.operate({ type: 'skip', element: instance.element('undo-c').id, variables: {} });
    expect(instance.waiting()).toEqual(['undo-b']);
  });
});

describe('a transaction', () => {
  const model = (...more: b.Content) =>
    run([
      start('s'),
      b.transaction('T', [
        start('t'),
        ...undoable('a'),
        b.parallel('f'),
        ...undoable('b'),
        user('open'),
        b.exclusive('x'),
        end('ok'),
        end('stop', b.cancel),
        't -> a -> f -> b -> x -(good)-> ok',
        'x -/-> stop',
        'f -> open',
      ]),
      user('after'),
      's -> T -> after',
      ...more,
    ]);
  const cancelled = [b.boundary('cancelled', 'T', b.cancel), user('h'), 'cancelled -> h'];

  it('cancelled: what runs in it ends, what completed is undone in reverse, then its cancel boundary event', () => {
    const instance = model(...cancelled)
      .start()
      .complete('a')
      .complete('b', { good: false });
    expect(instance.terminated()).toEqual(['open']);
    for (const handler of ['undo-b', 'undo-a']) {
      expect(instance.waiting()).toEqual([handler]);
      instance.complete(handler);
    }
    expect(instance.waiting()).toEqual(['h']);
    expect(instance.path()).not.toContain('T');
  });

  it('completed goes on like any sub-process', () => {
    const instance = model(...cancelled)
      .start()
      .complete('a')
      .complete('b', { good: true })
      .complete('open');
    expect(instance.waiting()).toEqual(['after']);
  });

  it('left by an error is not compensated: a hazard', () => {
    const instance = run([
      start('s'),
      b.transaction('T', [start('t'), ...undoable('a'), end('fail', b.error('E')), 't -> a -> fail']),
      b.boundary('c', 'T', b.error('E')),
      user('h'),
      's -> T',
      'c -> h',
    ]).start();
    expect(instance.complete('a').waiting()).toEqual(['h']);
  });

  it('without a cancel boundary event stops for an operator', () => {
    const instance = model().start().complete('a').complete('b', { good: false }).complete('undo-b').complete('undo-a');
    expect(instance.incidents()).toEqual(['NO_FLOW at T']);
  });
});
