import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import fc from 'fast-check';
import { AssuranceSettings } from '#libs/contracts/settings/gateway-assurance';
import { CallsWindow, OTHERS, type CallKind } from './calls-window.js';
import { routeConditions, serviceConditions } from './diagnosis.js';
import { figuresOf } from './figures.js';
import { KeptCalls, type KeptCall } from './kept-calls.js';
import { add, count, emptyTally, errorRate, quantile, type Ending, type Tally } from './tally.js';

const SETTINGS = AssuranceSettings.parse({});
const KIND: CallKind = { tenantId: 'acme', client: 'mia', service: 'tickets', method: 'GET', route: '/tickets/{id}' };

const endings = fc.constantFrom<Ending>('answered', 'failed', 'refused', 'limited', 'left');
const calls = fc.array(
  fc.record({ ending: endings, ms: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }) }),
);

function tallied(some: readonly { ending: Ending; ms: number | undefined }[]): Tally {
  const tally = emptyTally();
  for (const { ending, ms } of some) count(tally, ending, ms);
  return tally;
}

describe('numbers of requests', () => {
  it('of several gateways are together what one would have counted', () => {
    fc.assert(
      fc.property(calls, calls, (some, others) => {
        const sum = tallied(some);
        add(sum, tallied(others));
        expect(sum).toEqual(tallied([...some, ...others]));
      }),
      { seed: 42 },
    );
  });

  it('give a quantile that is never smaller than the exact one, and never larger than the longest', () => {
    const times = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1 });
    fc.assert(
      fc.property(times, fc.constantFrom(0.5, 0.95, 0.99, 1), (ms, share) => {
        const tally = tallied(ms.map((each) => ({ ending: 'answered', ms: each })));
        const exact = ms.toSorted((a, b) => a - b)[Math.ceil(ms.length * share) - 1]!;
        const told = quantile(tally, share)!;
        expect(told).toBeGreaterThanOrEqual(exact);
        expect(told).toBeLessThanOrEqual(Math.max(...ms));
      }),
      { seed: 42 },
    );
  });

  it('have no times where there are none', () => {
    expect(figuresOf(tallied([{ ending: 'answered', ms: undefined }]))).toMatchObject({
      requests: 1,
      p95Ms: null,
      meanMs: null,
    });
  });

  it('blame nobody for what a limit refused, and for clients who left', () => {
    const some = (['failed', 'answered', 'limited', 'limited', 'left'] as const).map((ending) => ({ ending, ms: 1 }));

    expect(errorRate(tallied(some))).toBe(0.5);
  });
});

describe('the window of calls', () => {
  let clock: FakeClock;
  let window: CallsWindow;
  const byClient = ({ client }: CallKind) => client;
  const total = (minutes: number) =>
    Array.from(window.sums(minutes, byClient).values()).reduce((sum, { requests }) => sum + requests, 0);

  beforeEach(() => {
    clock = new FakeClock();
    window = new CallsWindow(clock);
  });

  it('adds up by whatever is wanted', () => {
    window.count(KIND, 'answered', 1);
    window.count({ ...KIND, client: 'bo' }, 'failed', 1);
    window.count({ ...KIND, method: 'PUT' }, 'answered', 1);

    expect(Array.from(window.sums(1, byClient), ([key, { requests }]) => [key, requests])).toEqual([
      ['mia', 2],
      ['bo', 1],
    ]);
    expect(window.sums(1, ({ service }) => service).get('tickets')).toMatchObject({ requests: 3, failed: 1 });
  });

  it('knows ten minutes, and of them as many as are asked for', () => {
    for (let minute = 0; minute < 12; minute += 1) {
      window.count(KIND, 'answered', 1);
      clock.advance({ minutes: 1 });
    }

    expect(total(10)).toBeLessThanOrEqual(10);
    expect(total(10)).toBeGreaterThanOrEqual(9);
    expect(total(2)).toBeLessThanOrEqual(2);
  });

  it('loses nobody when there are too many to be told apart: they are counted together', () => {
    for (let n = 0; n < 3_000; n += 1) window.count({ ...KIND, client: `client${n}` }, 'answered', 1);
    for (let n = 0; n < 5_000; n += 1)
      window.count({ ...KIND, tenantId: `t${n}`, client: `c${n}`, route: `/r${n}` }, 'answered', 1);
    const sums = window.sums(1, byClient);

    expect(total(1)).toBe(8_000);
    expect(sums.size).toBeLessThanOrEqual(2_001);
    expect(sums.get(OTHERS)!.requests).toBe(6_000);
    expect(window.sums(1, ({ tenantId }) => tenantId).size).toBeLessThanOrEqual(2_002);
  });
});

describe('calls that went wrong', () => {
  const call = (more: Partial<KeptCall>): KeptCall => ({
    ...KIND,
    cause: 'failed',
    at: '2026-11-23T09:00:00.000Z',
    traceId: 'a'.repeat(32),
    status: 503,
    code: null,
    ms: 1,
    ...more,
  });

  it('are kept, the latest of each service and cause', () => {
    const kept = new KeptCalls();
    kept.keep(call({ service: 'calls' }));
    for (let n = 0; n < 1_000; n += 1) kept.keep(call({ ms: n }));
    kept.keep(call({ cause: 'refused', status: 409 }));
    const all = kept.all();

    expect(all.filter(({ service }) => service === 'calls')).toHaveLength(1);
    expect(all.filter(({ cause }) => cause === 'refused')).toHaveLength(1);
    expect(all.filter(({ ms }) => ms >= 872)).toHaveLength(128);
    expect(all).toHaveLength(130);
  });

  it('are so many at most, however many services there seem to be', () => {
    const kept = new KeptCalls();
    for (let n = 0; n < 10_000; n += 1) kept.keep(call({ service: `service${n}` }));

    expect(kept.all().length).toBeLessThanOrEqual(3 * 64);
  });
});

describe('what is wrong', () => {
  const sum = (failed: number, answered: number, ms = 10) => {
    const tally = tallied([
      ...Array.from({ length: failed }, () => ({ ending: 'failed' as const, ms })),
      ...Array.from({ length: answered }, () => ({ ending: 'answered' as const, ms })),
    ]);
    return { kind: { service: 'tickets', method: 'GET', route: '/tickets/{id}' }, tally };
  };
  const known = { service: 'tickets', instances: 2, missing: [], hasDeadLetters: false };
  const breaker = (state: 'open' | 'half-open') => [
    { target: 'tickets', state, since: '2026-11-23T09:00:00.000Z', gateway: 'one' },
  ];

  it.each([
    ['nothing', { sums: [sum(0, 100)], breakers: [] }, known, 'well', []],
    ['nothing where nobody asks', { sums: [], breakers: [] }, known, 'well', []],
    ['nothing by a few failures of few', { sums: [sum(3, 10)], breakers: [] }, known, 'well', []],
    ['some failures', { sums: [sum(5, 95)], breakers: [] }, known, 'degraded', ['errors']],
    ['half of all', { sums: [sum(50, 50)], breakers: [] }, known, 'failing', ['errors']],
    ['slowness', { sums: [sum(0, 100, 1_500)], breakers: [] }, known, 'degraded', ['slow']],
    ['an open breaker', { sums: [], breakers: breaker('open') }, known, 'failing', ['breaker-open']],
    ['a half-open one', { sums: [], breakers: breaker('half-open') }, known, 'degraded', ['breaker-half-open']],
    ['nobody there', { sums: [], breakers: [] }, { ...known, instances: 0 }, 'failing', ['no-instance']],
    ['a release of nobody', { sums: [], breakers: [] }, { ...known, missing: ['2'] }, 'degraded', ['release-missing']],
    ['dead letters', { sums: [], breakers: [] }, { ...known, hasDeadLetters: true }, 'degraded', ['dead-letters']],
  ] as const)('with a service is: %s', (_, seen, service, condition, reasons) => {
    expect(serviceConditions([service], seen, SETTINGS)).toMatchObject([{ service: 'tickets', condition, reasons }]);
  });

  it('comes first, the worst before all', () => {
    const seen = { sums: [sum(5, 95)], breakers: [{ ...breaker('open')[0]!, target: 'calls' }] };
    const services = ['a', 'tickets', 'calls'].map((service) => ({ ...known, service }));

    expect(serviceConditions(services, seen, SETTINGS).map(({ service }) => service)).toEqual([
      'calls',
      'tickets',
      'a',
    ]);
  });

  it('with routes is told of those alone that are not well', () => {
    const slow = { ...sum(0, 30, 3_000), kind: { service: 'calls', method: 'GET', route: '/calls' } };

    expect(routeConditions([sum(0, 100), slow], SETTINGS)).toMatchObject([
      { service: 'calls', route: '/calls', condition: 'degraded', reasons: ['slow'] },
    ]);
  });
});
