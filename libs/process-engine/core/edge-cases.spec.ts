import { describe, expect, it } from '@jest/globals';
import { MAX_INSTANCES } from './phases/loop.js';
import { RUN_LIMIT, STEP_LIMIT } from './drain.js';
import * as b from './testing/build.js';
import { Instance } from './testing/instance.js';

const { user, start, end, process, script, service } = b;
const run = (content: b.Content, rest = {}) => new Instance(process(content, rest));

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

describe('4. interrupting boundary timer and completion race', () => {
  const model = process([
    start('s'),
    b.sub('S', [start('t'), b.parallel('fork'), user('a'), service('call'), 't -> fork -> a', 'fork -> call']),
    b.boundary('late', 'S', b.duration('PT1H')),
    user('escalated'),
    end('e'),
    's -> S -> e',
    'late -> escalated -> e',
  ]);

  it('the timer first: jobs, tasks and timers are cancelled in the same step, and the task is gone', () => {
    const instance = new Instance(model).start();
    const task = instance.wait('a').id;
    const call = instance.wait('call').id;
    instance.timer('late');
    expect(instance.effects.map(({ type }) => type).sort()).toEqual([
      'cancel-call',
      'cancel-timer',
      'close-task',
      'open-task',
    ]);
    expect(instance.waiting()).toEqual(['escalated']);
    instance.send({ type: 'complete-task', wait: task, result: { x: 1 } });
    instance.send({ type: 'call-succeeded', wait: call, result: { x: 1 } });
    expect(instance.ignored()).toEqual(['complete-task: TOKEN_GONE', 'call-succeeded: LATE_RESULT']);
    expect(instance.variables()).toEqual({});
  });

  it('the completion first: the timer is gone', () => {
    const instance = new Instance(model).start();
    const { id, due } = instance.wait('late') as never as { id: number; due: string };
    instance.complete('a').answer('call');
    expect(instance.state).toBe('completed');
    instance.send({ type: 'timer-fired', wait: id, due });
    expect(instance.ignored()).toEqual(['timer-fired: TOKEN_GONE']);
    expect(instance.times('late')).toBe(0);
  });
});

describe('5. non-interrupting boundary timer', () => {
  const model = process([
    start('s'),
    user('host'),
    b.boundary('remind', 'host', b.cycle('R3/PT1H'), b.nonInterrupting),
    user('reminder'),
    end('e'),
    's -> host -> e',
    'remind -> reminder',
  ]);

  it('a new token per firing, three at most, and the host goes on', () => {
    const instance = new Instance(model).start().timer('remind').timer('remind').timer('remind');
    expect(instance.waiting()).toEqual(['host', 'reminder', 'reminder', 'reminder']);
    expect(instance.times('remind')).toBe(3);
  });

  it('the process ends only after both paths end', () => {
    const instance = new Instance(model).start().timer('remind').complete('host');
    expect(instance.state).toBe('active');
    expect(instance.complete('reminder').state).toBe('completed');
  });

  it('the host done first: the timer is removed', () => {
    const instance = new Instance(model).start().complete('host');
    expect(instance.effects).toContainEqual(expect.objectContaining({ type: 'cancel-timer', answered: false }));
    expect(instance.state).toBe('completed');
  });
});

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

describe('8. duplicated callback', () => {
  it('the same task completed a second time is TASK_DONE, and changes nothing', () => {
    const instance = run([start('s'), user('a'), user('b'), 's -> a -> b']).start();
    const wait = instance.wait('a').id;
    instance.complete('a', { x: 1 });
    const before = instance.snapshot!;
    instance.send({ type: 'complete-task', wait, result: { x: 2 } });
    expect(instance.ignored()).toEqual(['complete-task: TASK_DONE']);
    expect(instance.snapshot).toEqual({ ...before, seq: before.seq + 1 });
    expect(instance.effects).toEqual([]);
  });

  it('also after the instance has ended with it', () => {
    const instance = run([start('s'), user('a'), 's -> a']).start();
    const wait = instance.wait('a').id;
    instance.complete('a').send({ type: 'complete-task', wait, result: {} });
    expect(instance.ignored()).toEqual(['complete-task: TASK_DONE']);
  });
});

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

describe('11. retry after partial failure', () => {
  const model = process([
    start('s'),
    b.parallel('fork'),
    service('pay', {
      retry: { attempts: 3, backoff: 1_000, factor: 10, maximum: 5_000 },
      output: [b.mapping('paid', 'result.ok')],
    }),
    script('log', '1', { resultVariable: 'logged' }),
    b.parallel('join'),
    end('e'),
    's -> fork -> pay -> join -> e',
    'fork -> log -> join',
  ]);

  it('attempts by policy, with one key and one wait, then an incident; the token stays', () => {
    const instance = new Instance(model).start();
    const [first] = instance.effects as never as { key: string; id: number }[];
    instance.fail('pay');
    expect(instance.effects).toEqual([
      expect.objectContaining({
        ...{ id: first!.id, key: first!.key },
        type: 'request-call',
        attempt: 2,
        notBefore: '2026-11-23T10:00:01.000Z',
      }),
    ]);
    instance.fail('pay');
    expect(instance.effects).toEqual([expect.objectContaining({ attempt: 3, notBefore: '2026-11-23T10:00:05.000Z' })]);
    instance.fail('pay');
    expect(instance.incidents()).toEqual(['CALL_FAILED at pay']);
    expect(instance.of('call-attempt-failed').map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  it('a retry by an operator keeps the key, and siblings that finished do not run again', () => {
    const instance = new Instance(model).start();
    const { key } = instance.wait('pay') as never as { key: string };
    instance.fail('pay', { retryable: false });
    instance.operate({ type: 'retry', incident: instance.incident() });
    expect(instance.effects).toContainEqual(expect.objectContaining({ type: 'request-call', attempt: 1, key }));
    instance.answer('pay', { ok: true });
    expect(instance.state).toBe('completed');
    expect(instance.times('log')).toBe(1);
    expect(instance.variables()).toEqual({ logged: 1, paid: true });
  });

  it('a retry with edited variables, and skipping with output, are recorded with the operator', () => {
    const retried = new Instance(model).start().fail('pay', { retryable: false });
    retried.operate({ type: 'retry', incident: retried.incident(), variables: { account: 5 } });
    expect(retried.of('operator-acted')).toEqual([
      expect.objectContaining({ action: 'retry', operator: 'op', reason: 'because', node: 'pay' }),
    ]);
    expect(retried.variables()).toMatchObject({ account: 5 });

    const skipped = new Instance(model).start().fail('pay', { retryable: false });
    skipped.operate({ type: 'skip', element: skipped.element('pay').id, variables: { paid: false } });
    expect(skipped.state).toBe('completed');
    expect(skipped.variables()).toEqual({ logged: 1, paid: false });
    expect(skipped.of('operator-acted')).toEqual([expect.objectContaining({ action: 'skip', node: 'pay' })]);
  });

  it('going back is a new epoch with another key, and names what may be done twice', () => {
    const instance = run([start('s'), service('pay'), user('check'), 's -> pay -> check'])
      .start()
      .answer('pay');
    const before = instance.of('wait-opened')[0]!.wait as never as { key: string };
    instance.operate({ type: 'go-back', to: 'pay', element: instance.element('check').id });
    expect(instance.of('run-begun')).toEqual([expect.objectContaining({ run: 2, to: 'pay', repeats: ['pay'] })]);
    expect(instance.wait('pay')).toMatchObject({ run: 2 });
    expect((instance.wait('pay') as never as { key: string }).key).not.toBe(before.key);
  });

  it('an answer to an attempt that was given up comes too late', () => {
    const instance = new Instance(model).start();
    const { id: wait } = instance.wait('pay');
    const failure = { class: 'Error', message: '', retryable: true };
    instance.fail('pay').send({ type: 'call-failed', wait, attempt: 1, failure });
    expect(instance.ignored()).toEqual(['call-failed: LATE_RESULT']);
    expect(instance.wait('pay')).toMatchObject({ attempt: 2 });
  });
});

describe('12. timer after restart and clock jump', () => {
  const model = (value: string) =>
    process([
      start('s'),
      user('a'),
      b.boundary('t', 'a', b.cycle(value), b.nonInterrupting),
      end('e'),
      's -> a',
      't -> e',
    ]);

  it('what is overdue fires once, and missed turns are not made up for', () => {
    const instance = new Instance(model('R/PT1H')).start().timer('t', '2026-11-23T15:30:00Z');
    expect(instance.times('t')).toBe(1);
    expect(instance.wait('t')).toMatchObject({ due: '2026-11-23T16:00:00.000Z' });
  });

  it('missed turns are gone from the number of turns', () => {
    const instance = new Instance(model('R10/PT1H')).start().timer('t', '2026-11-23T15:30:00Z');
    expect(instance.wait('t')).toMatchObject({ cycle: { turn: 5, remaining: 5 } });
    expect(new Instance(model('R3/PT1H')).start().timer('t', '2026-11-23T15:30:00Z').waiting()).toEqual(['a']);
  });

  it('the same firing twice fires once', () => {
    const instance = new Instance(model('R/PT1H')).start();
    const { id: wait, due } = instance.wait('t') as never as { id: number; due: string };
    instance.timer('t').send({ type: 'timer-fired', wait, due });
    expect(instance.ignored()).toEqual(['timer-fired: TOKEN_GONE']);
    expect(instance.times('t')).toBe(1);
  });

  it('a clock that goes backwards does not take a firing back', () => {
    const instance = new Instance(model('R/PT1H')).start().timer('t').timer('t', '2026-11-23T09:00:00Z');
    expect(instance.times('t')).toBe(2);
    expect(instance.wait('t')).toMatchObject({ due: '2026-11-23T13:00:00.000Z' });
  });

  it('is due in UTC, whatever the zone of the process', () => {
    const model = {
      ...process([start('s'), b.caught('t', b.date('2026-12-01T09:00')), 's -> t']),
      timeZone: 'Asia/Shanghai',
    };
    expect(new Instance(model).start().wait('t')).toMatchObject({ due: '2026-12-01T01:00:00.000Z' });
  });

  it('business time is asked of the calendar when the timer is set', () => {
    const model = process([start('s'), b.caught('t', b.duration('PT8H', 'office')), 's -> t']);
    expect(new Instance(model).start().wait('t')).toMatchObject({ due: '2026-11-24T10:00:00.000Z' });
  });

  it('a calendar nobody knows is an incident', () => {
    const model = process([start('s'), b.caught('t', b.duration('PT8H', 'moon')), 's -> t']);
    expect(new Instance(model).start().incidents()).toEqual(['EXPRESSION at t']);
  });
});

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

describe('14. poison service task', () => {
  const model = process([
    start('s'),
    b.parallel('fork'),
    service('bad', { retry: { attempts: 9, backoff: 1, factor: 1, maximum: 1 } }),
    b.boundary('caught', 'bad', b.error()),
    user('good'),
    user('handled'),
    's -> fork -> bad',
    'fork -> good',
    'caught -> handled',
  ]);

  it('is quarantined as POISON whatever the policy says, and others go on', () => {
    const instance = new Instance(model).start().fail('bad', { poison: true });
    expect(instance.incidents()).toEqual(['POISON at bad']);
    expect(instance.waiting()).toEqual(['good']);
    instance.complete('good');
    expect(instance.state).toBe('active');
  });
});

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

function multi(more: object) {
  return { type: 'multi', sequential: false, behavior: { type: 'all' }, ...more };
}
