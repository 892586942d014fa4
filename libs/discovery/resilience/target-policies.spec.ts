import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { pino } from 'pino';
import { FileConfigCentre } from '../config/file-config-centre.js';
import { LiveValue } from '../config/live-value.js';
import { isIdempotent, type ResilienceListener, resilienceSetting, ResilienceSettings } from './resilience.js';
import { TargetPolicies } from './target-policies.js';

const logger = pino({ level: 'silent' });
const quiet: ResilienceListener = {
  breakerChanged: () => {},
  bulkheadFull: () => {},
  retried: () => {},
  retryBudgetSpent: () => {},
};

async function setUp() {
  const centre = new FileConfigCentre(undefined, logger);
  const set = (settings: object) => centre.set('resilience', JSON.stringify(settings));
  const queue = { size: 0 };
  await set({
    byDefault: { bulkhead: 2, queue },
    targets: { 'order-system': { bulkhead: 1, queue } },
    routes: { 'GET /api/v1/exports': { policy: { bulkhead: 3, queue } }, 'GET /api/v1/contacts': { priority: 'low' } },
  });
  const settings = new LiveValue(centre, resilienceSetting, logger);
  const policies = new TargetPolicies(settings, quiet, new FakeClock());
  /** How many of ten calls at once get through. */
  const admitted = async (target: string) => {
    const route = { next: () => ({ baseUrl: 'http://x', done: () => {} }) };
    const send = () =>
      new Promise<{ status: number; discard(): void }>((resolve) =>
        setImmediate(resolve, { status: 200, discard: () => {} }),
      );
    const calls = Array.from({ length: 10 }, () => policies.of(target).run({ route, idempotent: false }, send));
    return (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length;
  };
  return { policies, admitted, set };
}

describe('the policies of targets', () => {
  it('are the same for every call to one target, and its own', async () => {
    const { policies, admitted } = await setUp();

    expect(policies.of('call-center')).toBe(policies.of('call-center'));
    expect(policies.of('call-center')).not.toBe(policies.of('ticket-center'));
    expect([await admitted('call-center'), await admitted('order-system')]).toEqual([2, 1]);
  });

  it('are apart for systems outside of one name at different addresses', async () => {
    const { policies } = await setUp();

    expect(policies.of('shop', 'http://a')).toBe(policies.of('shop', 'http://a'));
    expect(policies.of('shop', 'http://a')).not.toBe(policies.of('shop', 'http://b'));
  });

  it('are apart for routes that have one of their own, and shared by all others', async () => {
    const { policies } = await setUp();
    const own = policies.ofRoute('call-center', 'GET /api/v1/exports');

    expect(own.settings.bulkhead).toBe(3);
    expect(own).toBe(policies.ofRoute('call-center', 'GET /api/v1/exports'));
    expect(policies.ofRoute('call-center', 'GET /api/v1/contacts')).toBe(policies.of('call-center'));
    expect(policies.standing.map(({ target }) => target)).toEqual(['call-center GET /api/v1/exports', 'call-center']);
  });

  it('are kept where a change is not about them', async () => {
    const { policies, set } = await setUp();
    const [known, changed] = [policies.of('call-center'), policies.of('order-system')];
    await set({ byDefault: { bulkhead: 2, queue: { size: 0 } }, targets: { 'order-system': { bulkhead: 7 } } });

    expect(policies.of('call-center')).toBe(known);
    expect(policies.of('order-system')).not.toBe(changed);
  });

  it.each([
    ['of a write', { 'POST /api/v1/tickets': { fallback: { body: {} } } }],
    ['that is no success', { 'GET /api/v1/tickets': { fallback: { status: 404, body: {} } } }],
    ['of no route', { tickets: { fallback: { body: {} } } }],
  ])('have no fallback %s', (_, routes) => {
    expect(ResilienceSettings.safeParse({ routes }).success).toBe(false);
  });

  it('follow the settings while the program runs', async () => {
    const { admitted, set } = await setUp();
    await admitted('call-center');
    await set({ byDefault: { bulkhead: 5, queue: { size: 0 } } });

    expect([await admitted('call-center'), await admitted('order-system')]).toEqual([5, 5]);
  });
});

describe('what may be sent twice', () => {
  it.each(['GET', 'HEAD', 'PUT', 'DELETE'])('is a %s', (method) => {
    expect(isIdempotent(method, undefined)).toBe(true);
  });

  it.each(['POST', 'PATCH'])('is a %s only with a key', (method) => {
    expect([isIdempotent(method, undefined), isIdempotent(method, 'k-1')]).toEqual([false, true]);
  });
});
