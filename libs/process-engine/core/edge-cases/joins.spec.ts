import { describe, expect, it } from '@jest/globals';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, end, process } = b;
const run = (content: b.Content) => new Instance(process(content));

/** The edge cases of the reference, by their numbers and names. */
describe('1. inclusive join', () => {
  const model = process([
    start('s'),
    b.inclusive('split'),
    user('a'),
    user('b'),
    user('c'),
    b.inclusive('join'),
    user('after'),
    end('e'),
    's -> split -(x > 1)-> a -> join -> after -> e',
    'split -(x > 2)-> b -> join',
    'split -(x > 3)-> c -> join',
  ]);

  it.each([
    [2, ['a']],
    [3, ['a', 'b']],
    [4, ['a', 'b', 'c']],
  ])('x = %i: fires once, when all of %j are done', (x, open) => {
    const instance = new Instance(model).start({ x });
    for (const node of open) {
      expect(instance.waiting()).not.toContain('after');
      instance.complete(node);
    }
    expect(instance.waiting()).toEqual(['after']);
    expect(instance.complete('after').state).toBe('completed');
    expect(instance.times('after')).toBe(1);
  });

  it('is looked at again when a token takes another way, so it never gets stuck', () => {
    const instance = run([
      start('s'),
      b.parallel('fork'),
      user('a'),
      user('b'),
      b.exclusive('x'),
      b.inclusive('join'),
      user('after'),
      user('elsewhere'),
      's -> fork -> a -> join -> after',
      'fork -> b -> x -(go)-> join',
      'x -/-> elsewhere',
    ]).start({ go: false });
    instance.complete('a');
    expect(instance.waiting()).toEqual(['b']);
    instance.complete('b');
    expect(instance.waiting().sort()).toEqual(['after', 'elsewhere']);
  });

  it('is looked at again when a token dies', () => {
    const instance = run([
      start('s'),
      b.parallel('fork'),
      user('a'),
      user('b'),
      user('after'),
      b.boundary('late', 'b', b.duration('PT1H')),
      b.inclusive('join'),
      end('gone'),
      's -> fork -> a -> join -> after',
      'fork -> b -> join',
      'late -> gone',
    ]).start();
    instance.complete('a');
    expect(instance.waiting()).not.toContain('after');
    instance.timer('late');
    expect(instance.waiting()).toEqual(['after']);
  });

  it('waits for a token in a sub-process before it, and not for one in a loop behind it', () => {
    const instance = run([
      start('s'),
      b.inclusive('split'),
      b.sub('S', [start('t'), user('inner'), 't -> inner']),
      user('a'),
      b.inclusive('join'),
      user('after'),
      b.exclusive('again'),
      end('e'),
      's -> split -> S -> join -> after -> again -/-> e',
      'split -> a -> join',
      'again -(more)-> split',
    ]).start({ more: true });
    instance.complete('a');
    expect(instance.waiting()).toEqual(['inner']);
    instance.complete('inner').complete('after');
    expect(instance.waiting()).toEqual(['inner', 'a']);
    instance.complete('inner').complete('a').complete('after', { more: false });
    expect(instance.state).toBe('completed');
  });
});

describe('1. inclusive join, in a loop, where every token has a way to everywhere', () => {
  it('does not wait for what itself waits for it: a branch beside it', () => {
    const instance = run([
      start('s'),
      b.exclusive('again'),
      b.parallel('fork'),
      b.inclusive('split'),
      user('a'),
      user('b'),
      b.inclusive('join'),
      user('after'),
      user('beside'),
      b.parallel('all'),
      b.exclusive('x'),
      end('e'),
      's -> again -> fork -> split -(true)-> a -> join -> after -> all -> x -(more)-> again',
      'split -(both)-> b -> join',
      'fork -> beside -> all',
      'x -/-> e',
    ]).start({ both: false, more: false });
    expect(instance.complete('a').waiting()).toEqual(['beside', 'after']);
    expect(instance.complete('beside').complete('after').state).toBe('completed');
  });

  it('does not wait for what itself waits for it: a join around it', () => {
    const nested = run([
      start('s'),
      b.exclusive('again'),
      b.inclusive('outer'),
      b.inclusive('inner'),
      user('a'),
      user('b'),
      user('c'),
      b.inclusive('inner-join'),
      user('between'),
      b.inclusive('outer-join'),
      user('after'),
      b.exclusive('x'),
      end('e'),
      's -> again -> outer -(true)-> inner -(true)-> a -> inner-join -> between -> outer-join -> after -> x -(more)-> again',
      'inner -(both)-> b -> inner-join',
      'outer -(true)-> c -> outer-join',
      'x -/-> e',
    ]);
    const instance = nested.start({ both: false, more: false });
    expect(instance.complete('a').waiting()).toEqual(['c', 'between']);
    instance.complete('c');
    expect(instance.waiting()).toEqual(['between']);
    expect(instance.complete('between').waiting()).toEqual(['after']);
    expect(instance.complete('after').state).toBe('completed');
    expect(instance.times('outer-join')).toBe(1);
  });
});

describe('2. AND join and loops', () => {
  const model = process([
    start('s'),
    b.parallel('fork'),
    user('a'),
    user('b'),
    b.exclusive('merge'),
    user('c'),
    b.parallel('join'),
    user('after'),
    's -> fork -> a -> merge -> c -> join -> after',
    'fork -> b -> merge',
    'fork -> d -> join',
    user('d'),
  ]);

  it('needs one token of each distinct flow: two on one flow do not do', () => {
    const instance = new Instance(model).start().complete('a').complete('b');
    instance.complete('c').complete('c');
    expect(instance.waiting()).toEqual(['d']);
    expect(instance.element('process').tokens).toEqual(['c-join', 'c-join']);
  });

  it('consumes exactly one of each; more stay queued for the next round', () => {
    const instance = new Instance(model).start().complete('a').complete('b').complete('c').complete('c').complete('d');
    expect(instance.waiting()).toEqual(['after']);
    expect(instance.element('process').tokens).toEqual(['c-join']);
  });

  it('joins again in each round of a loop', () => {
    const instance = run([
      start('s'),
      b.exclusive('again'),
      b.parallel('fork'),
      user('a'),
      user('b'),
      b.parallel('join'),
      b.exclusive('x'),
      end('e'),
      's -> again -> fork -> a -> join -> x -(n < 4)-> again',
      'fork -> b -> join',
      'x -/-> e',
    ]).start({ n: 1 });
    instance.complete('a').complete('b', { n: 2 }).complete('b').complete('a', { n: 3 });
    expect(instance.state).toBe('active');
    instance.complete('a').complete('b', { n: 4 });
    expect(instance.state).toBe('completed');
    expect(instance.times('join')).toBe(3);
  });
});

describe('3. AND join, flow never taken', () => {
  const model = process([
    start('s'),
    b.exclusive('x'),
    user('a'),
    user('b'),
    b.parallel('join'),
    end('e'),
    's -> x -(go)-> a -> join -> e',
    'x -/-> b -> join',
  ]);

  it('waits, and says JOIN_STUCK with the missing flows when nothing can come any more', () => {
    const instance = new Instance(model).start({ go: true });
    expect(instance.incidents()).toEqual([]);
    instance.complete('a');
    expect(instance.state).toBe('active');
    expect(instance.incidents()).toEqual(['JOIN_STUCK at join']);
    expect(Object.values(instance.snapshot!.incidents)[0]!.details).toEqual({ missing: ['b-join'] });
    expect(instance.effects.map(({ type }) => type)).toContain('raise-incident');
  });

  it('is stuck as soon as one of its flows can get nothing, whatever still comes on others', () => {
    const instance = run([
      start('s'),
      b.parallel('fork'),
      user('a'),
      user('b'),
      b.exclusive('x'),
      user('aside'),
      b.parallel('join'),
      's -> fork -> a -> join',
      'fork -> b -> join',
      'fork -> x -(go)-> join',
      'x -/-> aside',
    ]).start({ go: false });
    instance.complete('a');
    expect(Object.values(instance.snapshot!.incidents)[0]!.details).toEqual({ missing: ['b-join', 'x-join'] });
    instance.complete('b');
    expect(Object.values(instance.snapshot!.incidents).map(({ details }) => details)).toEqual([
      { missing: ['x-join'] },
    ]);
  });

  it('can be released by an operator with the tokens it has', () => {
    const instance = new Instance(model).start({ go: true }).complete('a');
    instance.operate({ type: 'release-join', incident: instance.incident() });
    expect(instance.state).toBe('completed');
  });

  it('is stuck no more when an operator goes back to where the token is missing from', () => {
    const instance = run([
      start('s'),
      b.parallel('fork'),
      user('a'),
      user('b'),
      b.exclusive('x'),
      user('other'),
      b.parallel('join'),
      end('e'),
      's -> fork -> a -> join -> e',
      'fork -> b -> x -(go)-> join',
      'x -/-> other',
    ]).start({ go: false });
    instance.complete('a').complete('b');
    expect(instance.incidents()).toEqual(['JOIN_STUCK at join']);
    instance.operate({ type: 'go-back', to: 'b', element: instance.element('other').id });
    expect(instance.incidents()).toEqual([]);
    instance.complete('b', { go: true });
    expect(instance.state).toBe('completed');
  });
});
