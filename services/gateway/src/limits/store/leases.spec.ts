import { beforeEach, describe, expect, it } from '@jest/globals';
import { TokenBucket } from '../meters/token-bucket.js';
import { LEASE_MS, Leases, type Granted } from './leases.js';

const wide = { meter: new TokenBucket(500, 1_000), key: 'caller', weight: 1 };
const GRANTED: Granted = { passes: true, remaining: 900, resetMs: 200, waitMs: 0, leased: 20, lastsMs: LEASE_MS };

describe('leases', () => {
  let leases: Leases;
  let now: number;
  beforeEach(() => {
    leases = new Leases();
    now = 1_000;
  });

  const ask = (draw = wide) => leases.take([draw], now)?.judged;
  const askMany = (times: number) => Array.from({ length: times }, () => ask());
  const grant = (granted: Partial<Granted> = {}) => leases.settle([wide], [20], [{ ...GRANTED, ...granted }], now);

  it('are wanted of what is asked for fast, by how fast', () => {
    askMany(11);
    now += 50;
    expect(leases.wanted(wide, now)).toBe(20);
  });

  it('are not wanted of what is asked for now and then', () => {
    for (let asked = 0; asked < 50; asked += 1) {
      ask();
      expect(leases.wanted(wide, now)).toBe(0);
      now += LEASE_MS;
    }
  });

  it('are never much of a limit, and of a low one there are none', () => {
    const low = { ...wide, meter: new TokenBucket(50, 50), key: 'low' };
    for (let asked = 0; asked < 2_000; asked += 1) leases.take([wide, low], now);
    expect(leases.wanted(wide, now)).toBe(62);
    expect(leases.wanted(low, now)).toBe(0);
  });

  it('are wanted once at a time', () => {
    askMany(10);
    expect(leases.wanted(wide, now)).toBeGreaterThan(0);
    expect(leases.wanted(wide, now)).toBe(0);
    leases.settle([wide], [20], undefined, now);
    expect(leases.wanted(wide, now)).toBeGreaterThan(0);
  });

  it('are wanted again before they are used up or over', () => {
    const endSoon = () => leases.take([wide], now)?.endSoon;
    grant();
    expect(Array.from({ length: 15 }, endSoon)).toEqual([...Array.from({ length: 14 }, () => false), true]);
    grant();
    askMany(10);
    now += LEASE_MS - 20;
    expect(endSoon()).toBe(true);
    expect(leases.wanted({ ...wide, weight: 0 }, now)).toBeGreaterThan(0);
    expect(endSoon()).toBe(false);
  });

  it('are used up, and count down what remains', () => {
    grant();
    const judged = askMany(21).map((all) => all?.[0]?.remaining);
    expect(judged.slice(0, 2)).toEqual([919, 918]);
    expect(judged.slice(-2)).toEqual([900, undefined]);
  });

  it('are over after their time', () => {
    grant();
    now += LEASE_MS - 1;
    expect(ask()).toBeDefined();
    now += 1;
    expect(ask()).toBeUndefined();
  });

  it('are taken of for all limits of a request or for none', () => {
    grant({ leased: 2 });
    const other = { ...wide, key: 'tenant' };
    expect(leases.take([wide, other], now)).toBeUndefined();
    expect(askMany(3).map((all) => all !== undefined)).toEqual([true, true, false]);
  });

  it('are not had of what another limit refused', () => {
    const refused = { ...GRANTED, passes: false };
    leases.settle([wide, { ...wide, key: 'tenant' }], [20, 0], [GRANTED, refused], now);
    expect(ask()).toBeUndefined();
  });
});
