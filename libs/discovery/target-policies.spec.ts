import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { pino } from 'pino';
import { FileConfigCentre } from './file-config-centre.js';
import { LiveValue } from './live-value.js';
import { isIdempotent, type ResilienceListener, ResilienceSettings } from './resilience.js';
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
  await set({ byDefault: { bulkhead: 2 }, targets: { 'order-system': { bulkhead: 1 } } });
  const settings = new LiveValue(centre, 'resilience', ResilienceSettings, ResilienceSettings.parse({}), logger);
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

  it('follow the settings while the program runs', async () => {
    const { admitted, set } = await setUp();
    await admitted('call-center');
    await set({ byDefault: { bulkhead: 5 } });

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
