import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import * as fc from 'fast-check';
import { type Lease, LoadBalancer, type Outcome } from './load-balancer.js';
import type { ServiceInstance } from './service-registry.js';

const SETTINGS = { failures: 3, baseMs: 5_000, maxMs: 20_000 };

function instances(...ids: string[]): ServiceInstance[] {
  return ids.map((id) => ({
    id,
    service: 'ticket-center',
    host: '127.0.0.1',
    port: 8000,
    metadata: { version: '1', contextPath: '/api/v1' },
  }));
}

function setUp(random?: () => number) {
  const clock = new FakeClock();
  const balancer = new LoadBalancer(clock, { ejection: SETTINGS, ...(random && { random }) });
  /** Ends calls at one instance, whichever the balancer would choose. */
  const observe = (id: string, ...outcomes: Outcome[]) =>
    outcomes.forEach((outcome) => balancer.pick(instances(id))!.done(outcome));
  const pickedOf = (ids: string[], times = 50) => {
    const leases = Array.from({ length: times }, () => balancer.pick(instances(...ids))!);
    leases.forEach((lease) => lease.done('unknown'));
    return Array.from(new Set(leases.map(({ instance }) => instance.id))).sort();
  };
  return { clock, balancer, observe, pickedOf };
}

describe('balancing', () => {
  it('has nobody to offer when there is nobody', () => {
    expect(setUp().balancer.pick([])).toBeUndefined();
  });

  it('prefers the less busy of two', () => {
    const { balancer } = setUp();
    const leases = Array.from({ length: 100 }, () => balancer.pick(instances('a', 'b'))!);

    expect(leases.filter(({ instance }) => instance.id === 'a')).toHaveLength(50);
  });

  it('gives a slow instance fewer calls', () => {
    const { balancer } = setUp();
    const slow: Lease[] = [];
    let quick = 0;
    for (let call = 0; call < 100; call += 1) {
      const lease = balancer.pick(instances('slow', 'quick'))!;
      if (lease.instance.id === 'slow') slow.push(lease);
      else {
        quick += 1;
        lease.done('answered');
      }
    }

    expect(slow.length).toBeLessThan(quick / 5);
  });

  it('avoids what a call already tried, while there are others', () => {
    const { balancer } = setUp();

    expect(balancer.pick(instances('a', 'b'), new Set(['a']))?.instance.id).toBe('b');
    expect(balancer.pick(instances('a'), new Set(['a']))?.instance.id).toBe('a');
  });
});

describe('ejection', () => {
  it('leaves out an instance after failures in a row', () => {
    const { observe, pickedOf } = setUp();
    observe('a', 'failed', 'failed');
    expect(pickedOf(['a', 'b'])).toEqual(['a', 'b']);

    observe('a', 'failed');
    expect(pickedOf(['a', 'b'])).toEqual(['b']);
  });

  it('does not count failures with an answer between them, nor callers who left', () => {
    const { observe, pickedOf } = setUp();
    observe('a', 'failed', 'failed', 'answered', 'failed', 'failed', 'unknown', 'unknown');

    expect(pickedOf(['a', 'b'])).toEqual(['a', 'b']);
  });

  it('lets it in again after a time that doubles with each ejection in a row, up to a limit', () => {
    const { clock, observe, pickedOf } = setUp();
    observe('a', 'failed', 'failed', 'failed');
    for (const seconds of [5, 10, 20, 20]) {
      clock.advance({ seconds: seconds - 1 });
      expect(pickedOf(['a', 'b'])).toEqual(['b']);
      clock.advance({ seconds: 1 });
      expect(pickedOf(['a', 'b'])).toEqual(['a', 'b']);
      observe('a', 'failed');
    }
  });

  it('forgets the past with the first answer', () => {
    const { clock, observe, pickedOf } = setUp();
    observe('a', 'failed', 'failed', 'failed');
    clock.advance({ seconds: 5 });
    observe('a', 'answered', 'failed', 'failed');

    expect(pickedOf(['a', 'b'])).toEqual(['a', 'b']);
  });

  it('counts a burst of failures that were under way together as one ejection', () => {
    const { clock, balancer, pickedOf } = setUp();
    const burst = Array.from({ length: 20 }, () => balancer.pick(instances('a'))!);
    burst.forEach((lease) => lease.done('failed'));

    clock.advance({ seconds: 5 });
    expect(pickedOf(['a', 'b'])).toEqual(['a', 'b']);
  });

  it('does not believe an answer that was under way before the ejection', () => {
    const { balancer, observe, pickedOf } = setUp();
    const early = balancer.pick(instances('a'))!;
    observe('a', 'failed', 'failed', 'failed');
    early.done('answered');

    expect(pickedOf(['a', 'b'])).toEqual(['b']);
  });

  it('never leaves out more than half: those whose time is over soonest stay in', () => {
    const { clock, observe, pickedOf } = setUp();
    for (const id of ['a', 'b', 'c']) {
      observe(id, 'failed', 'failed', 'failed');
      clock.advance({ seconds: 1 });
    }

    expect(pickedOf(['a', 'b', 'c', 'd'])).toEqual(['a', 'd']);
  });

  it('tries anyway when all fail, and takes the first answer as a sign of life', () => {
    const { observe, pickedOf } = setUp();
    observe('a', 'failed', 'failed', 'failed');
    observe('b', 'failed', 'failed', 'failed');
    expect(pickedOf(['a', 'b'])).toHaveLength(1);

    observe('a', 'answered');
    observe('b', 'answered');
    expect(pickedOf(['a', 'b'])).toEqual(['a', 'b']);
  });

  it('falls back on an ejected instance before repeating one that just failed', () => {
    const { balancer, observe } = setUp();
    observe('a', 'failed', 'failed', 'failed');

    expect(balancer.pick(instances('a', 'b'), new Set(['b']))?.instance.id).toBe('a');
  });

  it('offers at least half of the instances, whatever happened before', () => {
    const outcome = fc.constantFrom<Outcome>('answered', 'failed', 'unknown');
    const event = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), outcome, seconds: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const { clock, observe, pickedOf } = setUp();
        for (const { id, outcome, seconds } of events) {
          observe(id, outcome);
          clock.advance({ seconds });
        }
        expect(pickedOf(['a', 'b', 'c', 'd', 'e'], 200).length).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 50 },
    );
  });
});

describe('balancing from within a zone', () => {
  const inZones = (...zones: (string | undefined)[]): ServiceInstance[] =>
    instances(...zones.map((zone, n) => `${zone ?? 'none'}-${n}`)).map((instance, n) => ({
      ...instance,
      metadata: { ...instance.metadata, ...(zones[n] && { labels: { zone: zones[n] } }) },
    }));
  const zonesOf = (leases: readonly (Lease | undefined)[]) =>
    Array.from(new Set(leases.map((lease) => lease!.instance.metadata.labels?.['zone'] ?? 'none'))).sort();
  const setUpIn = (zone: string) => {
    const clock = new FakeClock();
    const balancer = new LoadBalancer(clock, { zone, ejection: SETTINGS });
    const pick = (among: readonly ServiceInstance[], outcome: Outcome = 'answered', tried = new Set<string>()) => {
      const lease = balancer.pick(among, tried);
      lease!.done(outcome);
      return lease;
    };
    return { clock, balancer, pick };
  };
  const times = <T>(n: number, one: () => T): T[] => Array.from({ length: n }, one);

  it('asks those of the own zone, all of them', () => {
    const { pick } = setUpIn('a');
    const all = inZones('a', 'b', 'a', undefined, 'c');
    const picked = times(100, () => pick(all));
    expect(zonesOf(picked)).toEqual(['a']);
    expect(new Set(picked.map((lease) => lease!.instance.id)).size).toBe(2);
  });

  it('asks whoever is there where the own zone has nobody', () => {
    const { pick } = setUpIn('a');
    expect(zonesOf(times(100, () => pick(inZones('b', undefined, 'c'))))).toEqual(['b', 'c', 'none']);
  });

  it('goes over to others when those of the own zone fail, and comes back after', () => {
    const { pick, clock } = setUpIn('a');
    const all = inZones('a', 'a', 'b', 'b');
    for (const instance of all.slice(0, 2)) times(SETTINGS.failures, () => pick([instance], 'failed'));
    expect(zonesOf(times(50, () => pick(all)))).toEqual(['b']);
    clock.advance({ milliseconds: SETTINGS.baseMs });
    expect(zonesOf(times(50, () => pick(all)))).toEqual(['a']);
  });

  it('tries again elsewhere when all of the own zone were tried', () => {
    const { pick } = setUpIn('a');
    const all = inZones('a', 'b');
    expect(pick(all, 'answered', new Set(['a-0']))!.instance.id).toBe('b-1');
  });

  it('goes over when the own zone has much more to do, and shares what is too much', () => {
    const { balancer } = setUpIn('a');
    const all = inZones('a', 'b', 'b');
    const leases = times(60, () => balancer.pick(all)!);
    const here = leases.filter(({ instance }) => instance.id === 'a-0').length;
    expect(zonesOf(leases.slice(0, 8))).toEqual(['a']);
    expect(here).toBeGreaterThan(20);
    expect(here).toBeLessThan(45);
    for (const lease of leases) lease.done('answered');
    expect(balancer.pick(all)!.instance.id).toBe('a-0');
  });
});
