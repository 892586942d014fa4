import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { runWithin } from '../calls/deadline.js';
import type { Outcome } from '../registry/load-balancer.js';
import { ServiceTimeout, ServiceUnavailable } from '../calls/remote-error.js';
import { type Answer, type Attempt, type GuardedCall, PolicySettings, type ResilienceListener } from './resilience.js';
import { TargetPolicy } from './target-policy.js';

const ok: Answer = { status: 200, discard: () => {} };
const notFound: Answer = { ...ok, status: 404 };
const broken: Answer = { ...ok, status: 500 };
const unavailable: Answer = { ...ok, status: 503 };
const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

const clock = new FakeClock();

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});

afterEach(() => {
  jest.useRealTimers();
});

/** A target that answers by script (a status, an error, or by hand); the last entry goes on for ever. */
function target(
  settings: Record<string, unknown>,
  ...script: (Answer | Error | ((attempt: Attempt) => Promise<Answer>))[]
) {
  const events: string[] = [];
  const outcomes: Outcome[] = [];
  const listener: ResilienceListener = {
    breakerChanged: (name, state) => events.push(`breaker${name.replace('ticket-center', '')} ${state}`),
    bulkheadFull: (_, priority) => events.push(`bulkhead full for ${priority}`),
    retried: () => events.push('retried'),
    retryBudgetSpent: () => events.push('budget spent'),
  };
  const policy = new TargetPolicy('ticket-center', PolicySettings.parse(settings), listener, clock, () => 0);
  const route = { next: () => ({ baseUrl: 'http://x', done: (outcome: Outcome) => outcomes.push(outcome) }) };
  const sent: Attempt[] = [];
  const call = (how: Partial<GuardedCall> = {}) =>
    policy.run({ route, idempotent: true, ...how }, async (_hop, attempt) => {
      sent.push(attempt);
      const next = script.length > 1 ? script.shift()! : script[0]!;
      if (next instanceof Error) throw next;
      return typeof next === 'function' ? next(attempt) : next;
    });
  return { call, sent, events, outcomes, route, policy };
}

/** Never answers; ends as a transport does when its signal aborts. */
function silence({ signal }: Attempt): Promise<Answer> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
}

describe('retries', () => {
  it.each([
    ['a lost connection', reset],
    ['a 503', unavailable],
  ])('an idempotent call is tried again after %s', async (_, failure) => {
    const { call, events, outcomes } = target({}, failure, ok);

    expect(await call()).toBe(ok);
    expect(events).toEqual(['retried']);
    expect(outcomes).toEqual(['failed', 'answered']);
  });

  it('a call that must not happen twice is tried once', async () => {
    const { call, sent } = target({}, reset, ok);

    await expect(call({ idempotent: false })).rejects.toThrow('ticket-center could not be reached');
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['404', notFound],
    ['500', broken],
  ])('an answer of %s is final', async (_, answer) => {
    const { call, sent } = target({}, answer, ok);

    expect(await call()).toBe(answer);
    expect(sent).toHaveLength(1);
  });

  it('gives the last answer when all attempts are used, having let go of the others', async () => {
    const discard = jest.fn();
    const { call, sent } = target({}, { status: 503, discard });

    expect(await call()).toMatchObject({ status: 503 });
    expect(sent).toHaveLength(3);
    expect(discard).toHaveBeenCalledTimes(2);
  });

  it('names the cause when nobody answered', async () => {
    const error: unknown = await target({}, reset)
      .call()
      .catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(ServiceUnavailable);
    expect(error).toMatchObject({ status: 503, code: 'service-unavailable', target: 'ticket-center', cause: reset });
  });

  it('stay within the budget in a storm', async () => {
    const { call, sent, events } = target({ breaker: { volume: 10_000 } }, unavailable);
    for (let calls = 0; calls < 1_000; calls += 1) await call();

    expect(sent.length).toBeLessThanOrEqual(1_000 + 20 + 100);
    expect(sent.length).toBeGreaterThanOrEqual(1_000 + 100);
    expect(events).toContain('budget spent');
  });
});

describe('the time limit', () => {
  it('ends the call and aborts what is under way', async () => {
    const { call, sent, outcomes } = target({ timeoutMs: 300 }, silence);
    const called = expect(call()).rejects.toThrow(ServiceTimeout);
    await jest.advanceTimersByTimeAsync(300);

    await called;
    expect(sent[0]?.signal.aborted).toBe(true);
    expect(sent).toHaveLength(1);
    expect(outcomes).toEqual(['failed']);
  });

  it('is never longer than the surrounding deadline, and each attempt hears what is left', async () => {
    const left: number[] = [];
    const { call } = target({}, (attempt) => {
      left.push(attempt.remainingMs);
      return silence(attempt);
    });
    const called = expect(runWithin(200, () => call({ timeoutMs: 5_000 }))).rejects.toThrow(ServiceTimeout);
    await jest.advanceTimersByTimeAsync(200);

    await called;
    expect(left[0]).toBeGreaterThan(100);
    expect(left[0]).toBeLessThanOrEqual(200);
  });

  it('does not begin when the deadline has passed', async () => {
    const { call, sent } = target({}, ok);

    await expect(runWithin(0, () => call())).rejects.toThrow('no time left');
    expect(sent).toHaveLength(0);
  });

  it('lets a caller go with their own reason, and holds it against nobody', async () => {
    const { call, outcomes } = target({}, silence);
    const caller = new AbortController();
    const called = expect(call({ signal: caller.signal })).rejects.toThrow('closed the window');
    caller.abort(new Error('closed the window'));

    await called;
    expect(outcomes).toEqual(['unknown']);
  });

  it('does not begin for a caller who has left already', async () => {
    const { call, sent } = target({}, ok);

    await expect(call({ signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
    expect(sent).toHaveLength(0);
  });

  it('leaves alone what an answer still streams', async () => {
    const { call, sent } = target({ timeoutMs: 300 }, ok);
    await call();
    await jest.advanceTimersByTimeAsync(1_000);

    expect(sent[0]?.signal.aborted).toBe(false);
  });
});

describe('the breaker', () => {
  const SETTINGS = { retry: { attempts: 1 } };

  async function opened(...script: Parameters<typeof target>[1][]) {
    const made = target(SETTINGS, ...Array.from({ length: 20 }, () => broken), ...script);
    for (let calls = 0; calls < 20; calls += 1) await made.call();
    return made;
  }

  it('opens when half of enough calls failed: nothing is sent any more', async () => {
    const { call, sent, events } = await opened(ok);

    await expect(call()).rejects.toThrow('ticket-center failed too often and is left alone for a while');
    expect(sent).toHaveLength(20);
    expect(events).toEqual(['breaker open']);
  });

  it('does not open for a few failures, nor for refusals', async () => {
    const few = [...Array.from({ length: 19 }, () => broken), notFound];
    const { call, events } = target(SETTINGS, ...few);
    for (let calls = 0; calls < 300; calls += 1) await call();

    expect(events).toEqual([]);
  });

  it('does not open for callers who left', async () => {
    const { call, events } = target(SETTINGS, silence);
    for (let calls = 0; calls < 50; calls += 1) {
      const caller = new AbortController();
      const called = expect(call({ signal: caller.signal })).rejects.toThrow('gone');
      caller.abort(new Error('gone'));
      await called;
    }

    expect(events).toEqual([]);
  });

  it('lets exactly one probe through after its pause, and closes when it succeeds', async () => {
    const answer = Promise.withResolvers<Answer>();
    const { call, sent, events } = await opened(() => answer.promise, ok);
    await jest.advanceTimersByTimeAsync(5_000);
    const probe = call();
    const others = await Promise.allSettled(Array.from({ length: 50 }, () => call()));

    expect(others.every(({ status }) => status === 'rejected')).toBe(true);
    expect(sent).toHaveLength(21);
    answer.resolve(ok);
    expect(await probe).toBe(ok);
    expect(await call()).toBe(ok);
    expect(events).toEqual(['breaker open', 'breaker half-open', 'breaker closed']);
  });

  it('opens for the tenant whose calls fail while those of others succeed, and closes for it again', async () => {
    let acmes = broken;
    const { policy, route, events } = target(SETTINGS, ok);
    const call = (tenant: string) =>
      policy.run({ route, idempotent: true, tenant }, () => Promise.resolve(tenant === 'acme' ? acmes : ok));
    for (let calls = 0; calls < 60; calls += 1) {
      await call(calls % 3 ? 'acme' : 'globex').catch(() => undefined);
      await jest.advanceTimersByTimeAsync(10);
    }
    await expect(call('acme')).rejects.toThrow('failed too often');
    expect(await call('globex')).toBe(ok);
    acmes = ok;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await call('acme')).toBe(ok);
    expect(events).toEqual(['breaker for acme open', 'breaker for acme half-open', 'breaker for acme closed']);
  });

  it('opens for everybody once nobody’s calls succeed any more', async () => {
    const { call, events } = target(SETTINGS, ok, ok, broken);
    for (let calls = 0; calls < 24; calls += 1) {
      await call({ tenant: `t${calls % 2}` }).catch(() => undefined);
      await jest.advanceTimersByTimeAsync(10);
    }
    expect(events).toContain('breaker open');
  });

  it('opens again when the probe fails, also by silence', async () => {
    const { call, events } = await opened(silence);
    await jest.advanceTimersByTimeAsync(5_000);
    const probe = expect(call({ timeoutMs: 1_000 })).rejects.toThrow(ServiceTimeout);
    await jest.advanceTimersByTimeAsync(1_000);

    await probe;
    await expect(call()).rejects.toThrow('failed too often');
    expect(events).toEqual(['breaker open', 'breaker half-open', 'breaker open']);
  });

  it('does not close because the caller of the probe left', async () => {
    const { call, events } = await opened(silence);
    await jest.advanceTimersByTimeAsync(5_000);
    const caller = new AbortController();
    const probe = expect(call({ signal: caller.signal })).rejects.toThrow('left');
    caller.abort(new Error('left'));

    await probe;
    expect(events.at(-1)).toBe('breaker open');
  });
});

describe('the bulkhead', () => {
  const ALONE = { queue: { size: 0 } };

  it('refuses at once what is too much, without blaming the target', async () => {
    const { call, events } = target({ bulkhead: 10, ...ALONE }, silence);
    const inFlight = Array.from({ length: 10 }, () => call().catch(() => undefined));
    const refused = await Promise.allSettled(Array.from({ length: 100 }, () => call()));

    expect(refused.every((result) => result.status === 'rejected' && result.reason instanceof ServiceUnavailable)).toBe(
      true,
    );
    expect(events).toEqual(Array.from({ length: 100 }, () => 'bulkhead full for normal'));
    await jest.advanceTimersByTimeAsync(5_000);
    await Promise.all(inFlight);
  });

  it('has room again when calls end', async () => {
    const { call } = target({ bulkhead: 1, ...ALONE }, ok);

    await call();
    expect(await call()).toBe(ok);
  });

  it('lets others wait for a place, and no longer than they have time', async () => {
    const answer = Promise.withResolvers<Answer>();
    const { call, sent } = target({ bulkhead: 1, queue: { size: 5, ms: 400 } }, () => answer.promise, ok);
    const first = call();
    const late = expect(call({ timeoutMs: 100 })).rejects.toThrow(ServiceTimeout);
    const second = call();
    await jest.advanceTimersByTimeAsync(300);
    answer.resolve(ok);

    await late;
    expect(await Promise.all([first, second])).toEqual([ok, ok]);
    expect(sent).toHaveLength(2);
  });

  it('has fewer places when answers become slow', async () => {
    const afterMs = (ms: number) => () => new Promise<Answer>((resolve) => setTimeout(resolve, ms, ok));
    let ms = 10;
    const { call, policy } = target({ bulkhead: 100, adaptive: { minimum: 5 } }, () => afterMs(ms)());
    const load = async (rounds: number) => {
      for (let round = 0; round < rounds; round += 1) {
        const calls = Array.from({ length: 100 }, () => call().catch(() => undefined));
        await jest.advanceTimersByTimeAsync(ms * 5);
        await Promise.all(calls);
      }
    };
    await load(50);
    const calm = policy.standing.limit;
    ms = 400;
    await load(10);

    expect(calm).toBe(100);
    expect(policy.standing.limit).toBeLessThan(60);
  });
});
