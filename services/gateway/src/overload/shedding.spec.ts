import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KINDS, Shedding, type RequestKind } from './shedding.js';

const calm = { delay: 0.1, inFlight: 0.1 };

/** The share of a thousand requests of a kind that is refused, evenly drawn. */
function refused(shedding: Shedding, kind: RequestKind, draw: { next: number }): number {
  let times = 0;
  for (let n = 0; n < 1_000; n += 1) {
    draw.next = n / 1_000;
    if (shedding.isRefused(kind)) times += 1;
  }
  return times / 1_000;
}

/** What is too much is believed after three looks. */
function begin(shedding: Shedding, delay: number): void {
  for (let n = 0; n < 3; n += 1) shedding.look({ delay, inFlight: 0 });
  expect(shedding.level).toBe(0);
}

function withDraw() {
  const draw = { next: 0 };
  return { draw, shedding: new Shedding(() => draw.next) };
}

describe('the shedding of requests', () => {
  it('refuses nobody while all is well, and as long as the load is just what it may be', () => {
    const { shedding } = withDraw();
    for (const load of [calm, { delay: 1, inFlight: 0 }, { delay: 0, inFlight: 1 }]) shedding.look(load);
    expect(KINDS.filter((kind) => shedding.isRefused(kind))).toEqual([]);
  });

  it('begins with the least, and comes to what is vital last of all', () => {
    const { shedding, draw } = withDraw();
    begin(shedding, 1.5);
    const shares: number[][] = [];
    for (let n = 0; n < 8; n += 1) {
      shedding.look({ delay: 1.5, inFlight: 0.2 });
      shares.push(KINDS.map((kind) => refused(shedding, kind, draw)));
    }
    expect(shares).toEqual([
      [0.5, 0, 0, 0],
      [1, 0, 0, 0],
      [1, 0.5, 0, 0],
      [1, 1, 0, 0],
      [1, 1, 0.5, 0],
      [1, 1, 1, 0],
      [1, 1, 1, 0.5],
      [1, 1, 1, 1],
    ]);
  });

  it('takes no pause for too much to do: only what stays is', () => {
    const { shedding } = withDraw();
    for (let n = 0; n < 40; n += 1) shedding.look({ delay: n % 4 === 0 ? 0.5 : 50, inFlight: 0 });
    expect(shedding.level).toBe(0);
  });

  it('goes by whichever is worse, and gently where it is little', () => {
    const { shedding } = withDraw();
    for (let n = 0; n < 4; n += 1) shedding.look({ delay: 0, inFlight: 1.2 });
    expect(shedding.level).toBeCloseTo(0.2);
    shedding.look({ delay: 100, inFlight: 0 });
    expect(shedding.level).toBeCloseTo(0.4);
  });

  it('lets them in again step by step, and holds where it is between well and too much', () => {
    const { shedding } = withDraw();
    begin(shedding, 9);
    for (let n = 0; n < 4; n += 1) shedding.look({ delay: 9, inFlight: 0 });
    expect(shedding.level).toBe(2);
    shedding.look({ delay: 0.8, inFlight: 0 });
    expect(shedding.level).toBe(2);
    for (let n = 0; n < 5; n += 1) shedding.look(calm);
    expect(shedding.level).toBeCloseTo(1.5);
    for (let n = 0; n < 20; n += 1) shedding.look(calm);
    expect(shedding.level).toBe(0);
  });

  it('never refuses one kind more than a lesser one, whatever comes', () => {
    const load = fc.record({ delay: fc.double({ min: 0, max: 20, noNaN: true }), inFlight: fc.constant(0) });
    fc.assert(
      fc.property(fc.array(load, { maxLength: 50 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (loads, drawn) => {
        const shedding = new Shedding(() => drawn);
        for (const each of loads) shedding.look(each);
        const all = KINDS.map((kind) => shedding.isRefused(kind));
        expect(all).toEqual([...all].sort().reverse());
        expect(shedding.level).toBeGreaterThanOrEqual(0);
        expect(shedding.level).toBeLessThanOrEqual(4);
      }),
      { seed: 20_261_130 },
    );
  });

  it('finds its balance: of twice what can be done about half is done, and no more is refused than must be', () => {
    const { shedding, draw } = withDraw();
    const served: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      const asked = { low: 0.8, normal: 0.8, high: 0.3, vital: 0.1 };
      const done = KINDS.reduce((sum, kind) => sum + asked[kind] * (1 - refused(shedding, kind, draw)), 0);
      shedding.look({ delay: done, inFlight: done });
      served.push(done);
    }
    const late = served.slice(100);
    const mean = late.reduce((sum, each) => sum + each, 0) / late.length;
    expect(mean).toBeGreaterThan(0.6);
    expect(mean).toBeLessThan(1.3);
  });
});
