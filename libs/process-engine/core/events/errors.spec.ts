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
