import { describe, expect, it } from '@jest/globals';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, end, process, script, service } = b;
const run = (content: b.Content) => new Instance(process(content));

/** The edge cases of the reference, by their numbers and names. */
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
