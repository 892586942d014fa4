import { describe, expect, it } from '@jest/globals';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, process } = b;

/** The edge cases of the reference, by their numbers and names. */
describe('13. gateway, no true condition', () => {
  const gateway = (split: b.Sketch, ...more: string[]) =>
    process([start('s'), split, user('a'), user('b'), user('c'), 's -> g -(x > 5)-> a', 'g -(x > 8)-> b', ...more]);

  it.each([b.exclusive('g'), b.inclusive('g')])('$kind: the default flow, if none is true', (split) => {
    expect(new Instance(gateway(split, 'g -/-> c')).start({ x: 1 }).waiting()).toEqual(['c']);
    expect(new Instance(gateway(split, 'g -/-> c')).start({ x: 9 }).waiting()).not.toContain('c');
  });

  it.each([b.exclusive('g'), b.inclusive('g')])(
    '$kind: without one NO_FLOW, to be retried when variables are right',
    (split) => {
      const instance = new Instance(gateway(split)).start({ x: 1 });
      expect(instance.incidents()).toEqual(['NO_FLOW at g']);
      instance.operate({ type: 'retry', incident: instance.incident(), variables: { x: 6 } });
      expect(instance.waiting()).toEqual(['a']);
      expect(instance.incidents()).toEqual([]);
    },
  );

  it.each([
    ['null', 'x + 1 > 5', { x: 'much' }],
    ['an error', 'function(y) y', {}],
  ])('%s is an incident, not false by silence', (_, text, variables) => {
    const model = process([start('s'), b.exclusive('g'), user('a'), user('b'), `s -> g -(${text})-> a`, 'g -/-> b']);
    const instance = new Instance(model).start(variables);
    expect(instance.incidents()).toEqual(['EXPRESSION at g']);
    expect(instance.waiting()).toEqual([]);
    expect(instance.of('condition-evaluated')).toEqual([
      expect.objectContaining({ text, operands: variables, result: null }),
    ]);
  });

  it('what is neither true nor false is an incident', () => {
    const model = process([start('s'), b.exclusive('g'), user('a'), user('b'), 's -> g -(x)-> a', 'g -/-> b']);
    expect(new Instance(model).start({ x: 'yes' }).incidents()).toEqual(['EXPRESSION at g']);
  });

  it('conditions, with what they read and gave, are recorded', () => {
    const instance = new Instance(gateway(b.inclusive('g'), 'g -/-> c')).start({ x: 7, y: 1 });
    expect(instance.of('condition-evaluated')).toEqual([
      expect.objectContaining({ node: 'g', flow: 'g-a', text: 'x > 5', operands: { x: 7 }, result: true }),
      expect.objectContaining({ node: 'g', flow: 'g-b', text: 'x > 8', operands: { x: 7 }, result: false }),
    ]);
  });
});
