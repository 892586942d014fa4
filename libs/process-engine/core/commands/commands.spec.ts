import { describe, expect, it } from '@jest/globals';
import type { Variables } from '../../variables.js';
import * as refusals from '../refusals.js';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, end, process, service } = b;
const run = (content: b.Content, rest = {}) => new Instance(process(content, rest));

describe('starting', () => {
  const declared = [
    { name: 'order', type: 'number', required: true },
    { name: 'note', type: 'string', required: false },
    { name: 'list', type: 'list', required: false },
    { name: 'any', type: 'any', required: false },
  ] as const;
  const model = () => run([start('s'), user('a'), 's -> a'], { startVariables: declared });

  it('takes declared variables of the right type, and others', () => {
    expect(model().start({ order: 1, list: [], any: {}, more: true }).state).toBe('active');
  });

  it.each([{}, { order: null }, { order: '1' }, { order: 1, note: 2 }, { order: 1, list: {} }])(
    'refuses %j',
    (variables) => {
      expect(() => model().start(variables as Variables)).toThrow(refusals.StartRefused);
    },
  );

  it('says of what lives since when', () => {
    const instance = run([start('s'), user('a'), user('b'), 's -> a', 's -> b', user('c'), 'b -> c']).start();
    const began = instance.now.toISOString();
    instance.now = new Date('2026-11-24T10:00:00Z');
    instance.complete('b');
    expect([instance.element('a').since, instance.element('c').since]).toEqual([began, '2026-11-24T10:00:00.000Z']);
  });

  it('refuses a node that is no start, and a process that only an event starts', () => {
    expect(() => model().start({ order: 1 }, 'a')).toThrow(refusals.StartRefused);
    const model2 = process([start('m', b.message('x')), user('a'), 'm -> a'], { triggers: ['m'] });
    expect(() => new Instance(model2).start()).toThrow(refusals.StartRefused);
  });

  it('happens once, and first of all', () => {
    const instance = model();
    expect(() => instance.send({ type: 'signal-arrived', name: 'x', variables: {} })).toThrow(TypeError);
    instance.start({ order: 1 });
    expect(() => instance.start({ order: 1 })).toThrow(TypeError);
  });
});

describe('a suspended instance', () => {
  const model = () =>
    run([
      start('s'),
      b.parallel('f'),
      service('call'),
      user('a'),
      b.caught('m', b.message('x')),
      user('after'),
      b.boundary('t', 'a', b.duration('PT1H')),
      user('late'),
      's -> f -> call -> after',
      'f -> a',
      'f -> m',
      't -> late',
    ])
      .start()
      .operate({ type: 'suspend' });

  it('keeps what arrives, and carries it out in order when it is resumed', () => {
    const instance = model().answer('call', { x: 1 }).timer('t').message('m');
    expect(instance.waiting()).toEqual(expect.arrayContaining(['call', 'a', 't', 'm']));
    expect(instance.variables()).toEqual({});
    instance.operate({ type: 'resume' });
    expect(instance.waiting().sort()).toEqual(['after', 'late']);
    expect(instance.variables()).toEqual({ x: 1 });
  });

  it('refuses a person who completes a task', () => {
    const instance = model().complete('a');
    expect(instance.ignored()).toEqual(['complete-task: SUSPENDED']);
    expect(instance.waiting()).toContain('a');
  });

  it('refuses what would move a token, and allows variables to be set, which count when it is resumed', () => {
    const instance = run([start('s'), b.caught('c', b.condition('x > 1')), user('a'), 's -> c -> a'])
      .start()
      .operate({ type: 'suspend' });
    expect(() => instance.operate({ type: 'skip', element: instance.element('c').id, variables: {} })).toThrow(
      refusals.InstanceSuspended,
    );
    instance.operate({ type: 'set-variables', variables: { x: 2 } });
    expect(instance.waiting()).toEqual(['c']);
    expect(instance.operate({ type: 'resume' }).waiting()).toEqual(['a']);
  });

  it('can be cancelled, and forgets what it kept', () => {
    const instance = model().answer('call').operate({ type: 'cancel' });
    expect(instance.state).toBe('cancelled');
    expect(instance.snapshot!.deferred).toEqual([]);
  });

  it('cannot be suspended or resumed twice', () => {
    const instance = model().operate({ type: 'suspend' }).operate({ type: 'resume' }).operate({ type: 'resume' });
    expect(instance.ignored()).toEqual(['suspend: NOTHING_TO_DO', 'resume: NOTHING_TO_DO']);
  });
});

describe('skipping', () => {
  it('a sub-process terminates what is in it', () => {
    const instance = run([start('s'), b.sub('S', [start('t'), user('x'), 't -> x']), user('a'), 's -> S -> a']).start();
    instance.operate({ type: 'skip', element: instance.element('S').id, variables: { y: 1 } });
    expect(instance.waiting()).toEqual(['a']);
    expect(instance.terminated()).toEqual(['x']);
    expect(instance.path()).toEqual(['s', 't', 'S']);
  });

  it('a gateway takes the flows the operator says', () => {
    const instance = run([
      start('s'),
      b.exclusive('g'),
      user('a'),
      user('b'),
      's -> g -(x > 1)-> a',
      'g -(x > 2)-> b',
    ]).start({ x: 0 });
    instance.operate({ type: 'skip', element: instance.element('g').id, variables: {}, flows: ['g-b'] });
    expect(instance.waiting()).toEqual(['b']);
    expect(instance.incidents()).toEqual([]);
  });

  it('is refused for the process, for what is not live, for alien flows, and for an event gateway without a flow', () => {
    const instance = run([
      start('s'),
      b.eventGateway('g'),
      b.caught('c', b.signal('x')),
      b.caught('d', b.signal('y')),
      's -> g -> c',
      'g -> d',
    ]).start();
    const skip = (element: number, flows?: string[]) => () =>
      instance.operate({ type: 'skip', element, variables: {}, ...(flows && { flows }) });
    expect(skip(1)).toThrow(refusals.RepairRefused);
    expect(skip(99)).toThrow(refusals.NoSuchElement);
    expect(skip(instance.element('g').id, ['s-g'])).toThrow(refusals.RepairRefused);
    expect(skip(instance.element('g').id)).toThrow(refusals.RepairRefused);
    expect(skip(instance.element('g').id, ['g-c'])().waiting()).toEqual(['c']);
  });
});

describe('going back', () => {
  const model = () =>
    run([
      start('s'),
      user('a'),
      b.parallel('f'),
      user('b'),
      user('c'),
      user('d'),
      b.parallel('j'),
      end('e'),
      's -> a -> f -> b -> d -> j -> e',
      'f -> c -> j',
    ]).start();

  it('before a fork takes back every branch, and what waits at the join', () => {
    const instance = model().complete('a').complete('c').complete('b');
    instance.operate({ type: 'go-back', to: 'a', element: instance.element('d').id });
    expect(instance.waiting()).toEqual(['a']);
    expect(instance.element('process').tokens).toEqual([]);
    expect(instance.complete('a').complete('b').complete('c').complete('d').state).toBe('completed');
  });

  it('within a branch leaves the others alone', () => {
    const instance = model().complete('a').complete('c').complete('b');
    instance.operate({ type: 'go-back', to: 'b', element: instance.element('d').id });
    expect(instance.waiting()).toEqual(['b']);
    expect(instance.complete('b').complete('d').state).toBe('completed');
  });

  it('takes back what it is told to', () => {
    const instance = model().complete('a');
    instance.operate({
      type: 'go-back',
      to: 'a',
      element: instance.element('b').id,
      withdraw: { elements: [], flows: [] },
    });
    expect(instance.waiting()).toEqual(['c', 'a']);
  });

  it('out of a sub-process ends it', () => {
    const instance = run([start('s'), user('a'), b.sub('S', [start('t'), user('x'), 't -> x']), 's -> a -> S'])
      .start()
      .complete('a');
    instance.operate({ type: 'go-back', to: 'a', element: instance.element('x').id });
    expect(instance.waiting()).toEqual(['a']);
    expect(instance.terminated()).toEqual(['x', 'S']);
  });

  it('is refused into another scope, to what only an event begins, and where an event sub-process has interrupted', () => {
    const instance = run([
      start('s'),
      user('a'),
      b.boundary('t', 'a', b.duration('PT1H')),
      b.sub('S', [start('u'), user('x'), 'u -> x']),
      end('e'),
      's -> a -> S',
      't -> e',
      b.eventSub('E', [start('on', b.signal('stop')), user('h'), 'on -> h']),
    ]).start();
    const back = (to: string, from: string) => () =>
      instance.operate({ type: 'go-back', to, element: instance.element(from).id });
    expect(back('x', 'a')).toThrow(refusals.RepairRefused);
    expect(back('t', 'a')).toThrow(refusals.RepairRefused);
    expect(back('nowhere', 'a')).toThrow(refusals.RepairRefused);
    instance.signal('stop');
    expect(back('a', 'h')).toThrow(refusals.RepairRefused);
  });
});

describe('an operator', () => {
  it('cannot repair what has ended or is not there', () => {
    const instance = run([start('s'), user('a'), 's -> a']).start();
    expect(() => instance.operate({ type: 'retry', incident: 9 })).toThrow(refusals.NoSuchIncident);
    expect(() => instance.operate({ type: 'release-join', incident: 9 })).toThrow(refusals.NoSuchIncident);
    expect(() => instance.operate({ type: 'set-variables', element: 9, variables: {} })).toThrow(
      refusals.NoSuchElement,
    );
    instance.complete('a');
    expect(() => instance.operate({ type: 'suspend' })).toThrow(refusals.InstanceOver);
    expect(() => instance.operate({ type: 'cancel' })).toThrow(refusals.InstanceOver);
  });

  it('cannot release a join by the incident of something else', () => {
    const instance = run([start('s'), b.exclusive('g'), user('a'), 's -> g -(x > 1)-> a']).start({ x: 0 });
    expect(() => instance.operate({ type: 'release-join', incident: instance.incident() })).toThrow(
      refusals.RepairRefused,
    );
  });

  it('sets variables of a scope', () => {
    const instance = run([start('s'), b.sub('S', [start('t'), user('x'), 't -> x']), 's -> S']).start();
    instance.operate({ type: 'set-variables', element: instance.element('S').id, variables: { y: 1 } });
    expect(instance.variables()).toEqual({});
    expect(instance.element('S').variables).toEqual({ y: 1 });
  });
});
