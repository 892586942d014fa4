import { describe, expect, it } from '@jest/globals';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, end, process, script, multi } = b;
const run = (content: b.Content) => new Instance(process(content));
const each = (more: object = {}) => multi({ collection: b.feel('list'), element: 'item', ...more });

describe('a standard loop', () => {
  const model = (loop: object) =>
    run([
      start('s'),
      script('a', 'n + 1', { resultVariable: 'n', loop: { type: 'standard', ...loop } }),
      user('after'),
      's -> a -> after',
    ]);
  const rounds = (loop: object, n = 0) => model(loop).start({ n }).variables()['n'];

  it.each([
    ['tests after each run, so it runs once at least', { condition: b.feel('n < 0'), testBefore: false }, 1],
    ['tests before each run, so it may not run at all', { condition: b.feel('n < 0'), testBefore: true }, 0],
    ['runs while its condition holds', { condition: b.feel('n < 3'), testBefore: false }, 3],
    ['runs while its condition holds, tested before', { condition: b.feel('n < 3'), testBefore: true }, 3],
    ['runs no more than its maximum', { testBefore: false, maximum: 4 }, 4],
    ['counts its runs', { condition: b.feel('loopCounter < 5'), testBefore: false }, 5],
    ['counts the run to come when it tests before', { condition: b.feel('loopCounter <= 2'), testBefore: true }, 2],
  ])('%s', (_, loop, expected) => expect(rounds(loop)).toBe(expected));

  it('stops for an operator where its condition cannot be evaluated', () => {
    const instance = model({ condition: b.feel('missing > 1'), testBefore: false }).start({ n: 0 });
    expect(instance.incidents()).toEqual(['EXPRESSION at a']);
    instance.operate({ type: 'retry', incident: instance.incident(), variables: { missing: 1 } });
    expect(instance.variables()['n']).toBe(1);
    expect(instance.waiting()).toEqual(['after']);
  });

  it('without end runs into the step limit', () => {
    expect(model({ testBefore: false }).start({ n: 0 }).incidents()[0]).toMatch(/^STEP_LIMIT/);
  });
});

describe('a multi-instance activity', () => {
  it('sequential: takes the elements one by one', () => {
    const instance = run([
      start('s'),
      user('a', { loop: each({ sequential: true }), input: [b.mapping('it', 'item * 10')] }),
      end('e'),
      's -> a -> e',
    ]).start({ list: [1, 2] });
    expect(instance.wait('a')).toMatchObject({ input: { it: 10 } });
    instance.complete('a');
    expect(instance.wait('a')).toMatchObject({ input: { it: 20 } });
    expect(instance.complete('a').state).toBe('completed');
  });

  it('parallel: takes them all at once, and each sees its own', () => {
    const instance = run([
      start('s'),
      user('a', { loop: each(), input: [b.mapping('it', 'item + loopCounter')] }),
      end('e'),
      's -> a -> e',
    ]).start({ list: [10, 20] });
    const inputs = Object.values(instance.snapshot!.waits).map((wait) => (wait as never as { input: object }).input);
    expect(inputs).toEqual([{ it: 11 }, { it: 22 }]);
    expect(instance.complete('a').complete('a').state).toBe('completed');
  });

  it.each([true, false])(
    'collects results in the order of the elements, and nothing else leaks (sequential: %s)',
    (sequential) => {
      const instance = run([
        start('s'),
        user('a', { loop: each({ sequential, output: b.mapping('all', 'item + vote') }) }),
        end('e'),
        's -> a -> e',
      ]).start({ list: [10, 20, 30] });
      const [first, ...rest] = Object.keys(instance.snapshot!.waits).map(Number).reverse();
      instance.send({ type: 'complete-task', wait: first!, result: { vote: sequential ? 1 : 3 } });
      for (const [index, wait] of (sequential ? [] : rest).entries()) {
        instance.send({ type: 'complete-task', wait, result: { vote: 2 - index } });
      }
      if (sequential) instance.complete('a', { vote: 2 }).complete('a', { vote: 3 });
      expect(instance.variables()).toEqual({ list: [10, 20, 30], all: [11, 22, 33] });
    },
  );

  it('leaves null for instances that were cancelled', () => {
    const loop = each({ output: b.mapping('all', 'vote'), completion: b.feel('numberOfCompletedInstances = 1') });
    const instance = run([start('s'), user('a', { loop }), end('e'), 's -> a -> e']).start({ list: [1, 2] });
    const [, second] = Object.keys(instance.snapshot!.waits).map(Number);
    instance.send({ type: 'complete-task', wait: second!, result: { vote: 7 } });
    expect(instance.variables()).toEqual({ list: [1, 2], all: [null, 7] });
  });

  it('counts as BPMN says', () => {
    const completion = b.feel(
      'numberOfInstances = 3 and numberOfActiveInstances = 1 and numberOfTerminatedInstances = 0',
    );
    const instance = run([
      start('s'),
      user('a', { loop: multi({ cardinality: b.feel('3'), completion }) }),
      user('after'),
      's -> a -> after',
    ]).start();
    expect(instance.complete('a').waiting()).toEqual(['a', 'a']);
    expect(instance.complete('a').waiting()).toEqual(['after']);
  });

  it('has its boundary events once, around all instances', () => {
    const instance = run([
      start('s'),
      user('a', { loop: each() }),
      b.boundary('t', 'a', b.duration('PT1H')),
      user('h'),
      's -> a',
      't -> h',
    ]).start({ list: [1, 2, 3] });
    expect(instance.waiting().filter((node) => node === 't')).toHaveLength(1);
    instance.timer('t');
    expect(instance.terminated()).toEqual(['a', 'a', 'a', 'a']);
    expect(instance.waiting()).toEqual(['h']);
  });

  it('ends with an error that one instance throws and its boundary catches', () => {
    const instance = run([
      start('s'),
      b.service('a', { loop: each() }),
      b.boundary('c', 'a', b.error()),
      user('h'),
      's -> a',
      'c -> h',
    ]).start({ list: [1, 2] });
    expect(instance.throwError('a', 'E').waiting()).toEqual(['h']);
  });

  it('of sub-processes gives each its own tokens and variables', () => {
    const inner = [
      start('t'),
      b.parallel('f'),
      user('x'),
      user('y'),
      b.parallel('j'),
      script('mine', 'item', { resultVariable: 'kept' }),
      't -> f -> x -> j -> mine',
      'f -> y -> j',
    ];
    const instance = run([
      start('s'),
      b.sub('S', inner, { loop: each({ output: b.mapping('all', 'kept') }), content: ['kept'] }),
      end('e'),
      's -> S -> e',
    ]).start({ list: ['p', 'q'] });
    instance.complete('x').complete('x');
    expect(instance.times('j')).toBe(0);
    instance.complete('y').complete('y');
    expect(instance.variables()).toEqual({ list: ['p', 'q'], all: ['p', 'q'] });
  });

  it.each([
    ['a collection that is none', each(), { list: 3 }],
    ['a collection that is missing', each(), {}],
    ['half a number of instances', multi({ cardinality: b.feel('n') }), { n: 1.5 }],
    ['a negative number', multi({ cardinality: b.feel('n') }), { n: -1 }],
  ])('%s is an incident', (_, loop, variables) => {
    expect(
      run([start('s'), user('a', { loop }), 's -> a'])
        .start(variables)
        .incidents(),
    ).toEqual(['EXPRESSION at a']);
  });

  it('a completion condition that cannot be evaluated is an incident, and can be retried', () => {
    const loop = multi({ cardinality: b.feel('2'), completion: b.feel('enough') });
    const instance = run([start('s'), user('a', { loop }), user('after'), 's -> a -> after']).start();
    instance.complete('a');
    expect(instance.incidents()).toEqual(['EXPRESSION at a']);
    instance.operate({ type: 'retry', incident: instance.incident(), variables: { enough: true } });
    expect(instance.waiting()).toEqual(['after']);
  });

  it('an instance that is skipped adds nothing', () => {
    const instance = run([
      start('s'),
      user('a', { loop: each({ output: b.mapping('all', 'vote') }) }),
      end('e'),
      's -> a -> e',
    ]).start({ list: [1, 2] });
    instance.operate({ type: 'skip', element: instance.wait('a').element, variables: {} }).complete('a', { vote: 5 });
    expect(instance.variables()).toEqual({ list: [1, 2], all: [null, 5] });
  });
});

describe('behaviour of a multi-instance activity', () => {
  const trace = (behavior: object) => {
    const instance = run([
      start('s'),
      script('a', '1', { loop: multi({ sequential: true, cardinality: b.feel('3'), behavior }) }),
      b.boundary('c', 'a', b.signal('done')),
      script('told', '1'),
      script('after', '1'),
      's -> a -> after',
      'c -> told',
    ]).start();
    expect(instance.state).toBe('completed');
    return instance.of('element-left').flatMap(({ node, element }) => {
      const isBody = instance.of('loop-begun').some((begun) => begun.element === element);
      return ['a', 'told', 'after'].includes(node) && !isBody ? [node] : [];
    });
  };
  const event = b.signal('done');
  const complex = (text: string) => ({ type: 'complex', definitions: [{ condition: b.feel(text), event }] });

  it.each([
    ['All: throws nothing', { type: 'all' }, ['a', 'a', 'a', 'after']],
    ['None: throws for each', { type: 'none', event }, ['a', 'told', 'a', 'told', 'a', 'told', 'after']],
    ['One: throws for the first', { type: 'one', event }, ['a', 'told', 'a', 'a', 'after']],
    ['Complex: throws when its condition holds, and cancels the rest', complex('true'), ['a', 'told', 'after']],
    ['Complex: goes on until then', complex('numberOfCompletedInstances = 2'), ['a', 'a', 'told', 'after']],
    ['Complex: never', complex('false'), ['a', 'a', 'a', 'after']],
  ])('%s', (_, behavior, expected) => expect(trace(behavior)).toEqual(expected));
});
