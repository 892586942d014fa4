import { describe, expect, it } from '@jest/globals';
import { MAX_INSTANCES } from '../phases/loop.js';
import { RUN_LIMIT, STEP_LIMIT } from '../drain.js';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, end, process, script, multi } = b;
const run = (content: b.Content) => new Instance(process(content));

/** The edge cases of the reference, by their numbers and names. */
describe('15. unbounded loop', () => {
  const model = process([
    start('s'),
    b.exclusive('again'),
    script('count', 'n + 1', { resultVariable: 'n' }),
    b.exclusive('x'),
    end('e'),
    's -> again -> count -> x -(n < 1000)-> again',
    'x -/-> e',
  ]);

  it('stops with STEP_LIMIT and the state saved; a retry goes on from there', () => {
    const instance = new Instance(model).start({ n: 0 });
    expect(instance.incidents().map((each) => each.split(' ')[0])).toEqual(['STEP_LIMIT']);
    expect(instance.of('element-entered').length).toBeGreaterThanOrEqual(STEP_LIMIT);
    expect(instance.of('element-entered').length).toBeLessThan(STEP_LIMIT + 10);
    const { n } = instance.variables();
    expect(n).toBeGreaterThan(300);
    for (let retries = 0; instance.state === 'active' && retries < 5; retries++) {
      instance.operate({ type: 'retry', incident: instance.incident() });
    }
    expect(instance.state).toBe('completed');
    expect(instance.variables()).toEqual({ n: 1000 });
  });

  it('parallel branches that were still to be run are run later, none twice', () => {
    const instance = run([
      start('s'),
      b.parallel('fork'),
      b.exclusive('again'),
      script('count', 'n + 1', { resultVariable: 'n' }),
      b.exclusive('x'),
      script('once', 'm + 1', { resultVariable: 'm' }),
      's -> fork -> again -> count -> x -(n < 400)-> again',
      'fork -> once',
      'x -/-> e',
      end('e'),
    ]).start({ n: 0, m: 0 });
    expect(instance.variables()).toMatchObject({ m: 0 });
    instance.operate({ type: 'retry', incident: instance.incident() });
    expect(instance.state).toBe('completed');
    expect(instance.variables()).toEqual({ n: 400, m: 1 });
  });

  it('joins are not called stuck while there is work left that could bring a token', () => {
    const instance = run([
      start('s'),
      b.parallel('fork'),
      b.exclusive('again'),
      script('count', 'n + 1', { resultVariable: 'n' }),
      b.exclusive('x'),
      user('a'),
      b.parallel('join'),
      end('e'),
      's -> fork -> a -> join -> e',
      'fork -> again -> count -> x -(n < 400)-> again',
      'x -/-> join',
    ]).start({ n: 0 });
    expect(instance.incidents()).toHaveLength(1);
    expect(instance.incidents()[0]).toMatch('STEP_LIMIT');
    instance.complete('a');
    expect(instance.incidents()).toHaveLength(1);
    instance.operate({ type: 'retry', incident: instance.incident() });
    expect(instance.state).toBe('completed');
  });

  it('a life has a budget too', () => {
    const forever = process([start('s'), b.exclusive('again'), user('a'), 's -> again -> a -> again']);
    const instance = new Instance(forever).start();
    instance.snapshot = { ...instance.snapshot!, nodeRuns: RUN_LIMIT };
    instance.complete('a');
    expect(instance.incidents()).toEqual(['RUN_LIMIT at again']);
    instance.operate({ type: 'retry', incident: instance.incident() });
    expect(instance.waiting()).toEqual(['a']);
  });

  it('a multi-instance has a cap', () => {
    const many = process([start('s'), user('a', { loop: multi({ cardinality: b.feel('n') }) }), 's -> a']);
    const instance = new Instance(many).start({ n: MAX_INSTANCES + 1 });
    expect(instance.incidents()).toEqual(['TOO_MANY_INSTANCES at a']);
    instance.operate({ type: 'retry', incident: instance.incident(), variables: { n: MAX_INSTANCES } });
    expect(instance.waiting()).toHaveLength(MAX_INSTANCES);
  });

  it.each([true, false])('an empty collection completes at once (sequential: %s)', (sequential) => {
    const none = process([
      start('s'),
      user('a', { loop: multi({ sequential, collection: b.feel('list'), output: b.mapping('results', 'x') }) }),
      end('e'),
      's -> a -> e',
    ]);
    const instance = new Instance(none).start({ list: [] });
    expect(instance.state).toBe('completed');
    expect(instance.variables()).toEqual({ list: [], results: [] });
  });
});
