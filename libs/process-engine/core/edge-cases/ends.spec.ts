import { describe, expect, it } from '@jest/globals';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, end, process, service, multi } = b;
const run = (content: b.Content) => new Instance(process(content));

/** The edge cases of the reference, by their numbers and names. */
describe('9. cancel with active sub-process and call activity', () => {
  const model = process([
    start('s'),
    b.parallel('fork'),
    b.sub('S', [
      start('t'),
      service('call'),
      b.boundary('late', 'call', b.duration('PT1H')),
      't -> call',
      end('x'),
      'late -> x',
    ]),
    b.call('child', 'other'),
    user('undo', { forCompensation: true }),
    user('done', { compensation: 'undo' }),
    user('open'),
    's -> fork -> S',
    'fork -> child',
    'fork -> done -> open',
  ]);

  it('children first; timers, jobs and waits are dropped; nothing is compensated', () => {
    const instance = new Instance(model).start().complete('done');
    instance.operate({ type: 'cancel' });
    expect(instance.state).toBe('cancelled');
    expect(instance.terminated()).toEqual(['call', 'S', 'child', 'open', 'process']);
    expect(instance.effects.map(({ type }) => type).sort()).toEqual([
      'cancel-call',
      'cancel-child',
      'cancel-timer',
      'close-task',
      'end-instance',
    ]);
    expect(instance.path()).not.toContain('undo');
  });

  it('a result in flight arrives late and is recorded, not applied', () => {
    const instance = new Instance(model).start();
    const wait = instance.wait('call', 'call').id;
    instance.operate({ type: 'cancel' }).send({ type: 'call-succeeded', wait, result: { x: 1 } });
    expect(instance.ignored()).toEqual(['call-succeeded: LATE_RESULT']);
  });

  it('cancelling again does nothing', () => {
    const instance = new Instance(model).start().operate({ type: 'cancel' }).operate({ type: 'cancel' });
    expect(instance.ignored()).toEqual(['cancel: NOTHING_TO_DO']);
    expect(instance.effects).toEqual([]);
  });
});

describe('16. terminate and end in multi-instance or parallel', () => {
  it('a terminate end event kills its own scope alone', () => {
    const instance = run([
      start('s'),
      b.parallel('fork'),
      b.sub('S', [
        start('t'),
        b.parallel('f'),
        user('a'),
        user('b'),
        end('stop', b.terminate),
        't -> f -> a -> stop',
        'f -> b',
      ]),
      user('outside'),
      user('after'),
      's -> fork -> S -> after',
      'fork -> outside',
    ]).start();
    instance.complete('a');
    expect(instance.terminated()).toEqual(['b']);
    expect(instance.waiting()).toEqual(['outside', 'after']);
  });

  it('of a process it completes the instance, so that a call activity goes on', () => {
    const child = new Instance(
      process([
        start('s'),
        b.parallel('f'),
        user('a'),
        user('b'),
        end('stop', b.terminate),
        's -> f -> a -> stop',
        'f -> b',
      ]),
      { instance: 'parent', wait: 4 },
    );
    child.start().complete('a');
    expect(child.state).toBe('completed');
    expect(child.effects).toContainEqual(
      expect.objectContaining({ type: 'end-instance', outcome: 'completed', parent: { instance: 'parent', wait: 4 } }),
    );
  });

  it('in an instance of a multi-instance sub-process the others go on', () => {
    const instance = run([
      start('s'),
      b.sub(
        'S',
        [start('t'), b.parallel('f'), user('a'), user('b'), end('stop', b.terminate), 't -> f -> a -> stop', 'f -> b'],
        {
          loop: multi({ cardinality: b.feel('2') }),
        },
      ),
      's -> S',
    ]).start();
    instance.complete('a');
    expect(instance.waiting()).toEqual(['a', 'b']);
    expect(instance.complete('a').state).toBe('completed');
  });

  it('a completion condition that holds cancels the instances left', () => {
    const instance = run([
      start('s'),
      user('vote', {
        loop: multi({ cardinality: b.feel('3'), completion: b.feel('numberOfCompletedInstances >= 2') }),
      }),
      user('after'),
      's -> vote -> after',
    ]).start();
    instance.complete('vote').complete('vote');
    expect(instance.terminated()).toEqual(['vote']);
    expect(instance.waiting()).toEqual(['after']);
  });
});
