import { describe, expect, it } from '@jest/globals';
import { boundary, duration, end, exclusive, parallel, process, script, start, user } from './testing/build.js';
import { Instance } from './testing/instance.js';

describe('a process', () => {
  it('runs from its start to its end', () => {
    const model = process([
      start('s'),
      user('a'),
      script('b', 'x + 1', { resultVariable: 'y' }),
      end('e'),
      's -> a -> b -> e',
    ]);
    const instance = new Instance(model).start({ x: 1 });
    expect(instance.waiting()).toEqual(['a']);
    instance.complete('a', { x: 2 });
    expect(instance.state).toBe('completed');
    expect(instance.path()).toEqual(['s', 'a', 'b', 'e', 'process']);
    expect(instance.variables()).toEqual({ x: 2, y: 3 });
  });
});
