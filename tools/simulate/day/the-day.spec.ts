import { describe, expect, it } from '@jest/globals';
import { Dice } from '#libs/kernel/dice';
import { arrivalsOf, type ArrivalOptions } from './arrivals.js';
import { exponential, lognormal } from './draws.js';
import { VOICE } from './habits.js';
import { staffingPlan } from './staffing-plan.js';
import { within, type Volumes } from './volumes.js';

const volumes: Volumes = { opensAtSeconds: 25_200, intervalSeconds: 300, calls: [100, 0, 400, 100, 100, 100, 50, 50] };
const options: ArrivalOptions = { seed: 1, scale: 1, chats: 0.5, handle: 'exponential' };

describe('who comes', () => {
  const arrivals = arrivalsOf(volumes, options);
  const calls = arrivals.filter(({ channel }) => channel === 'voice');

  it('is every call of the volumes, in its interval', () => {
    const found = volumes.calls.map((_, index) => calls.filter(({ at }) => Math.floor(at / 300) === index).length);
    expect(found).toEqual(volumes.calls);
  });

  it('comes one after the other, with a number', () => {
    expect(arrivals.map(({ number }) => number)).toEqual(arrivals.map((_, index) => index + 1));
    expect(arrivals.every(({ at }, index) => index === 0 || at >= arrivals[index - 1]!.at)).toBe(true);
  });

  it('is accompanied by chats in the share that was asked for', () => {
    const chats = arrivals.length - calls.length;
    expect(Math.abs(chats - calls.length / 2)).toBeLessThan(60);
  });

  it('is the same for the same seed, somebody else for another', () => {
    expect(arrivalsOf(volumes, options)).toEqual(arrivals);
    expect(arrivalsOf(volumes, { ...options, seed: 9 })).not.toEqual(arrivals);
  });

  it('is thinned or multiplied by the scale', () => {
    const count = (scale: number) => arrivalsOf(volumes, { ...options, scale, chats: 0 }).length;
    expect(Math.abs(count(0.1) - 90)).toBeLessThan(30);
    expect(count(2)).toBe(1_800);
    expect(Math.abs(count(1.5) - 1_350)).toBeLessThan(60);
  });
});

describe('what is drawn', () => {
  const many = (draw: (dice: Dice) => number) => {
    const dice = new Dice(3);
    return Array.from({ length: 50_000 }, () => draw(dice));
  };
  const mean = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0) / all.length;
  const variation = (all: readonly number[]) => {
    const middle = mean(all);
    return Math.sqrt(mean(all.map((each) => (each - middle) ** 2))) / middle;
  };

  it('is exponential with its mean', () => {
    const drawn = many((dice) => exponential(dice, 300));
    expect(mean(drawn) / 300).toBeCloseTo(1, 1);
    expect(variation(drawn)).toBeCloseTo(1, 1);
    expect(drawn.filter((each) => each > 300).length / drawn.length).toBeCloseTo(Math.exp(-1), 2);
  });

  it('is lognormal with its mean and variation', () => {
    const drawn = many((dice) => lognormal(dice, 600, 0.8));
    expect(mean(drawn) / 600).toBeCloseTo(1, 1);
    expect(variation(drawn)).toBeCloseTo(0.8, 1);
  });
});

describe('the plan', () => {
  const asked = { habits: VOICE, scale: 0.1, pickUpSeconds: 0, agents: 'auto' as const };

  it('has a block for each half hour, and what is left', () => {
    const plan = staffingPlan(volumes, asked);
    expect(plan.map(({ from, to, halves }) => [from, to, ...halves])).toEqual([
      [0, 1_800, 50, 30],
      [1_800, 2_400, 5, 5],
    ]);
  });

  it('asks Erlang A how many are needed, ringing included', () => {
    const [busy] = staffingPlan(volumes, asked);
    const [slower] = staffingPlan(volumes, { ...asked, pickUpSeconds: 60 });
    expect(busy!.agents).toBe(16);
    expect(slower!.agents).toBeGreaterThan(busy!.agents);
  });

  it('needs fewer who have several contacts at once, and takes the number it is given', () => {
    expect(staffingPlan(volumes, { ...asked, habits: { ...VOICE, slots: 3 } })[0]!.agents).toBe(6);
    expect(staffingPlan(volumes, { ...asked, agents: 7 }).map(({ agents }) => agents)).toEqual([7, 7]);
  });
});

it('only some hours of the day begin where they begin', () => {
  expect(within(volumes, 25_200 + 600, 25_200 + 1_200)).toEqual({
    opensAtSeconds: 25_800,
    intervalSeconds: 300,
    calls: [400, 100],
  });
});
