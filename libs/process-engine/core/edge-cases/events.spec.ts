import { describe, expect, it } from '@jest/globals';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, process, script } = b;

/** The edge cases of the reference, by their numbers and names. */
describe('6. event sub-process', () => {
  const model = (interrupting: boolean) =>
    process([
      start('s'),
      user('main'),
      's -> main',
      b.eventSub('E', [
        start('on', b.message('cancel'), { interrupting }),
        script('copy', 'x', { resultVariable: 'seen' }),
        user('handle'),
        'on -> copy -> handle',
      ]),
      b.eventSub('F', [start('also', b.signal('stop')), user('other'), 'also -> other']),
    ]);

  it('is subscribed as long as its scope lives', () => {
    const instance = new Instance(model(true)).start();
    expect(instance.waiting().sort()).toEqual(['also', 'main', 'on']);
    instance.complete('main');
    expect(instance.state).toBe('completed');
    expect(instance.effects.map(({ type }) => type)).toEqual([
      'close-task',
      'unsubscribe-message',
      'unsubscribe-signal',
      'end-instance',
    ]);
  });

  it('interrupting: cancels everything else in the scope, which ends with it; no other starts', () => {
    const instance = new Instance(model(true)).start().message('on');
    expect(instance.terminated()).toEqual(['main']);
    expect(instance.waiting()).toEqual(['handle']);
    instance.signal('stop');
    expect(instance.ignored()).toEqual(['signal-arrived: TOKEN_GONE']);
    expect(instance.complete('handle').state).toBe('completed');
  });

  it('non-interrupting: any number beside the scope, which they see', () => {
    const instance = new Instance(model(false)).start({ x: 7 }).message('on').message('on');
    expect(instance.waiting().filter((node) => node === 'handle')).toHaveLength(2);
    expect(instance.variables()).toEqual({ x: 7, seen: 7 });
    instance.complete('main').complete('handle');
    expect(instance.state).toBe('active');
    expect(instance.complete('handle').state).toBe('completed');
  });

  it('two starts in one instant: the first ends what the second would have started in', () => {
    const both = process([
      start('s'),
      user('main'),
      's -> main',
      b.eventSub('E', [start('one', b.signal('go')), user('first'), 'one -> first']),
      b.eventSub('F', [start('two', b.signal('go')), user('second'), 'two -> second']),
    ]);
    expect(new Instance(both).start().signal('go').waiting()).toEqual(['first']);
  });
});

describe('7. message before the wait', () => {
  const model = process([start('s'), b.caught('wait', b.message('paid', 'order')), user('a'), 's -> wait -> a']);

  it('the wait says name and key at once, so that a buffered message answers in the same transaction', () => {
    const instance = new Instance(model).start({ order: 17 });
    expect(instance.effects).toEqual([
      expect.objectContaining({ type: 'subscribe-message', node: 'wait', name: 'paid', key: '17' }),
    ]);
    instance.message('wait', { amount: 5 });
    expect(instance.waiting()).toEqual(['a']);
    expect(instance.variables()).toEqual({ order: 17, amount: 5 });
  });

  it('the key is evaluated once, when the wait opens', () => {
    const instance = new Instance(model).start({ order: 17 });
    instance.operate({ type: 'set-variables', variables: { order: 18 } });
    expect(instance.wait('wait')).toMatchObject({ key: '17' });
  });

  it('a wait takes one message only', () => {
    const instance = new Instance(model).start({ order: 17 });
    const { id: wait } = instance.wait('wait');
    instance.message('wait').send({ type: 'message-arrived', wait, message: 'm2', variables: { x: 1 } });
    expect(instance.ignored()).toEqual(['message-arrived: TOKEN_GONE']);
    expect(instance.variables()).toEqual({ order: 17 });
  });

  it('a key that cannot be had is an incident, and can be retried', () => {
    const instance = new Instance(model).start();
    expect(instance.incidents()).toEqual(['EXPRESSION at wait']);
    instance.operate({ type: 'retry', incident: instance.incident(), variables: { order: 'x' } });
    expect(instance.wait('wait')).toMatchObject({ key: 'x' });
  });
});
