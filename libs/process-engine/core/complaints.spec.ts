import { describe, expect, it } from '@jest/globals';
import type { ProcessModel } from '../model.js';
import * as b from './testing/build.js';
import { Instance } from './testing/instance.js';

const { user, start, end, process, service } = b;

/** What users of other engines complain about, and what probes of them showed; each with its source. */
describe('joins', () => {
  it('AND: do not fire before a branch behind another gateway ends (bpmn-elements #45)', () => {
    const instance = new Instance(
      process([
        start('s'),
        b.parallel('fork'),
        user('a'),
        user('c'),
        user('d'),
        b.exclusive('x'),
        b.exclusive('m'),
        b.parallel('join'),
        user('after'),
        's -> fork -> a -> join -> after',
        'fork -> b -> x -(go)-> c -> m -> join',
        'x -/-> d -> m',
        user('b'),
      ]),
    ).start({ go: true });
    instance.complete('a').complete('b');
    expect(instance.waiting()).toEqual(['c']);
    expect(instance.complete('c').waiting()).toEqual(['after']);
  });

  it('OR: two of three, and the follower runs once, after both (bpmn-elements #46, probe)', () => {
    const instance = new Instance(
      process([
        start('s'),
        b.inclusive('split'),
        user('a'),
        user('b'),
        user('c'),
        b.inclusive('join'),
        b.script('after', 'n + 1', { resultVariable: 'n' }),
        end('e'),
        's -> split -(x = 2)-> a -> join -> after -> e',
        'split -(x = 2)-> b -> join',
        'split -(x = 3)-> c -> join',
      ]),
    ).start({ x: 2, n: 0 });
    expect(instance.complete('a').times('after')).toBe(0);
    instance.complete('b');
    expect(instance.state).toBe('completed');
    expect(instance.variables()).toMatchObject({ n: 1 });
  });

  it('do not depend on the order of the file (bpmn-engine #118, #125)', () => {
    const nodes = [
      start('s'),
      b.parallel('fork'),
      user('a'),
      user('b'),
      b.parallel('join'),
      b.inclusive('or'),
      user('c'),
      end('e'),
    ];
    const flows = [
      's -> fork',
      'fork -> a',
      'fork -> b',
      'fork -> c',
      'c -> or',
      'join -> or',
      'a -> join',
      'b -> join',
      'or -> e',
    ];
    for (let turn = 0; turn < nodes.length; turn++) {
      const rotate = <T>(list: T[]) => [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)];
      const instance = new Instance(process([...rotate(nodes), ...rotate(flows)])).start();
      expect(instance.complete('b').complete('c').times('or')).toBe(0);
      expect(instance.complete('a').state).toBe('completed');
      expect(instance.times('or')).toBe(1);
    }
  });

  it('AND: tokens a and b on one flow and c on the other join once, and the spare one is kept (probe, token-simulation #130)', () => {
    const instance = new Instance(
      process([
        start('s'),
        b.parallel('fork'),
        user('a'),
        user('b'),
        user('c'),
        b.exclusive('merge'),
        b.parallel('join'),
        user('after'),
        's -> fork -> a -> merge -> join -> after',
        'fork -> b -> merge',
        'fork -> c -> join',
      ]),
    ).start();
    expect(instance.complete('a').complete('b').times('join')).toBe(0);
    expect(instance.complete('c').times('join')).toBe(1);
    expect(instance.element('process').tokens).toEqual(['merge-join']);
  });

  it('AND: a stale token of an earlier round does not complete a later one (zenbpm #641)', () => {
    const instance = new Instance(
      process([
        start('s'),
        b.exclusive('again'),
        b.parallel('fork'),
        user('a'),
        b.exclusive('x'),
        user('b'),
        b.parallel('join'),
        end('e'),
        's -> again -> fork -> a -> x -(redo)-> again',
        'x -/-> join -> e',
        'fork -> b -> join',
      ]),
    ).start({ redo: true });
    instance.complete('b').complete('a').complete('b');
    expect(instance.times('join')).toBe(0);
    instance.complete('a', { redo: false });
    expect(instance.times('join')).toBe(1);
  });

  it('XOR merge: passes each token (probe)', () => {
    const instance = new Instance(
      process([
        start('s'),
        b.parallel('fork'),
        user('a'),
        user('b'),
        b.exclusive('merge'),
        user('after'),
        's -> fork -> a -> merge -> after',
        'fork -> b -> merge',
      ]),
    ).start();
    expect(instance.complete('a').complete('b').waiting()).toEqual(['after', 'after']);
  });

  it('a retry loop inside a branch does not disturb them (probe)', () => {
    const instance = new Instance(
      process([
        start('s'),
        b.parallel('fork'),
        b.exclusive('again'),
        user('a'),
        b.exclusive('ok'),
        user('b'),
        b.parallel('join'),
        end('e'),
        's -> fork -> again -> a -> ok -(not(good))-> again',
        'ok -/-> join -> e',
        'fork -> b -> join',
      ]),
    ).start();
    instance.complete('b').complete('a', { good: false }).complete('a', { good: false }).complete('a', { good: true });
    expect(instance.state).toBe('completed');
  });
});

describe('gateways', () => {
  it('XOR without a true condition stops at the gateway, to be repaired, and nothing else does (probe)', () => {
    const instance = new Instance(
      process([
        start('s'),
        b.parallel('f'),
        user('other'),
        b.exclusive('g'),
        user('a'),
        's -> f -> g -(x > 5)-> a',
        'f -> other',
      ]),
    ).start({ x: 1 });
    expect(instance.incidents()).toEqual(['NO_FLOW at g']);
    expect(instance.waiting()).toEqual(['other']);
  });

  it('an event gateway with two timers takes the first and forgets the second (Flowable #3562)', () => {
    const instance = new Instance(
      process([
        start('s'),
        b.eventGateway('g'),
        b.caught('soon', b.duration('PT1H')),
        b.caught('late', b.duration('PT2H')),
        user('a'),
        user('b'),
        's -> g -> soon -> a',
        'g -> late -> b',
      ]),
    ).start();
    instance.timer('soon');
    expect(instance.waiting()).toEqual(['a']);
    expect(instance.effects.map(({ type }) => type).sort()).toEqual(['cancel-timer', 'cancel-timer', 'open-task']);
  });
});

describe('event sub-processes with a timer start (probe)', () => {
  it.each([true, false])('start, interrupting: %s', (interrupting) => {
    const instance = new Instance(
      process([
        start('s'),
        user('main'),
        's -> main',
        b.eventSub('E', [start('t', b.duration('PT1H'), { interrupting }), user('handle'), 't -> handle']),
      ]),
    ).start();
    instance.timer('t');
    expect(instance.waiting()).toEqual(interrupting ? ['handle'] : ['main', 'handle']);
  });
});

describe('the snapshot', () => {
  const ten = process([
    start('s'),
    b.script('init', '1', { resultVariable: 'n' }),
    b.exclusive('x'),
    service('one'),
    service('two'),
    b.exclusive('m'),
    b.parallel('f'),
    user('a'),
    user('b'),
    end('e'),
    's -> init -> x -(n > 0)-> one -> m -> f -> a -> e',
    'x -/-> two -> m',
    'f -> b -> e',
  ]);

  it('of a ten-node flow has at most 1 KB beside its variables (bpmn-engine #137: 20 KB)', () => {
    const instance = new Instance(ten).start();
    expect(JSON.stringify(instance.snapshot).length).toBeLessThan(1_024);
    instance.answer('one');
    expect(JSON.stringify(instance.snapshot).length).toBeLessThan(1_024);
  });

  it('does not grow with history (bpmn-server #236)', () => {
    const instance = new Instance(
      process([start('s'), b.exclusive('again'), user('a'), 's -> again -> a -> again']),
    ).start();
    const size = () => JSON.stringify(instance.snapshot).replace(/\d+/g, '0').length;
    // Until the instance remembers as many completed tasks as it ever does.
    for (let round = 0; round < 20; round++) instance.complete('a');
    const before = size();
    for (let round = 0; round < 50; round++) instance.complete('a');
    expect(size()).toBe(before);
  });
});

describe('speed', () => {
  /** How many nodes of the model a command looks at. */
  const looks = (tail: number) => {
    const more = Array.from({ length: tail }, (_, index) => user(`t${index}`));
    const chain = `c -> ${more.map(({ id }) => id).join(' -> ')}`;
    const model = process([start('s'), user('a'), user('b'), user('c'), ...more, 's -> a -> b -> c', chain]);
    let count = 0;
    const nodes = new Proxy(model.nodes, {
      get: (target, id: string) => (count++, target[id]),
    });
    const instance = new Instance({ ...model, nodes } satisfies ProcessModel).start();
    count = 0;
    instance.complete('a');
    return count;
  };

  it('of a step does not depend on the size of the file (bpmn-elements #42)', () => {
    expect(looks(500)).toBe(looks(5));
  });
});

describe('work done twice', () => {
  it('when a lease ran out: the second result of the same call comes late (Flowable #2422)', () => {
    const instance = new Instance(process([start('s'), service('pay'), user('a'), 's -> pay -> a'])).start();
    const { id: wait } = instance.wait('pay');
    instance.answer('pay', { by: 'first' }).send({ type: 'call-succeeded', wait, result: { by: 'second' } });
    expect(instance.ignored()).toEqual(['call-succeeded: LATE_RESULT']);
    expect(instance.variables()).toEqual({ by: 'first' });
    expect(instance.times('pay')).toBe(1);
  });
});
