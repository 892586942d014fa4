import { describe, expect, it } from '@jest/globals';
import { conversionDifference, wilsonInterval } from './conversion.js';
import { designProblem, PLAIN_PLAN, type PlanDesign, type Segment } from './plan-design.js';
import { Plan } from './plan.aggregate.js';
import { placementOf } from './segmentation.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const segment = (name: string, over: Partial<Segment> = {}): Segment => ({ ...PLAIN_PLAN.segments[0]!, name, ...over });
const design = (segments: Segment[], over: Partial<PlanDesign> = {}) => ({ ...PLAIN_PLAN, segments, ...over });
const rest = segment('rest');
const holds = (condition: string, attributes: Readonly<Record<string, unknown>>) => attributes[condition] === true;
const targets = Array.from({ length: 20_000 }, (_, n) => ({ id: `target-${n}`, attributes: { vip: n % 10 === 0 } }));

describe('a design', () => {
  const person = { id: 'ann', perDay: 1, weight: 1, areas: [], skills: [] };
  it.each<[string, Segment[]]>([
    ['names twice', [segment('a', { when: 'x' }), segment('a')]],
    ['no rest', [segment('a', { when: 'x' })]],
    ['a rest before the last', [segment('a'), rest]],
    ['both conditions and shares', [segment('a', { when: 'x', share: 1 }), rest]],
    ['shares of more than all', [segment('a', { share: 60 }), segment('b', { share: 60 }), rest]],
    ['voice without a campaign', [segment('a', { channel: 'voice' })]],
    ['a campaign without voice', [segment('a', { channel: 'people', campaignId: 'c' })]],
    ['a message without a template', [segment('a', { channel: 'message' })]],
    ['people who are not asked', [segment('a', { channel: 'message', template: 't', people: [person] })]],
    ['somebody twice', [segment('a', { channel: 'people', people: [person, person] })]],
  ])('has not %s', (_what, segments) => {
    expect(designProblem(design(segments))).not.toBeNull();
  });

  it('is whole with a rest', () => {
    expect(designProblem(design([segment('a', { when: 'x' }), segment('b', { share: 100 }), rest]))).toBeNull();
    expect(designProblem(PLAIN_PLAN)).toBeNull();
  });
});

describe('segments', () => {
  const split = design(
    [segment('vip', { when: 'vip' }), segment('a', { share: 20 }), segment('b', { share: 30 }), rest],
    {
      controlPercent: 10,
    },
  );
  const placed = targets.map((target) => placementOf('plan', target, split, holds));
  const share = (name: string) => placed.filter((one) => one.segment === name).length / targets.length;

  it('have every target once, the first that fits', () => {
    expect(share('vip')).toBe(0.1);
    expect(share('vip') + share('a') + share('b') + share('rest')).toBe(1);
  });

  it('by share are as large as they say, of those who come so far', () => {
    expect(Math.abs(share('a') - 0.9 * 0.2)).toBeLessThan(0.01);
    expect(Math.abs(share('b') - 0.9 * 0.3)).toBeLessThan(0.01);
  });

  it('leave a share of each alone, whatever the segment', () => {
    for (const name of ['vip', 'a', 'b', 'rest']) {
      const members = placed.filter((one) => one.segment === name);
      const control = members.filter(({ state }) => state === 'control').length / members.length;
      expect(Math.abs(control - 0.1)).toBeLessThan(0.02);
    }
  });

  it('are the same every time, and others in another plan', () => {
    expect(targets.map((target) => placementOf('plan', target, split, holds))).toEqual(placed);
    expect(targets.map((target) => placementOf('other', target, split, holds))).not.toEqual(placed);
  });
});

describe('conversion', () => {
  it('is compared as Newcombe does: his table II, method 10', () => {
    const { difference, low, high } = conversionDifference({ of: 70, converted: 56 }, { of: 80, converted: 48 })!;
    expect(difference).toBeCloseTo(0.2, 10);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339']);
    const none = conversionDifference({ of: 10, converted: 0 }, { of: 20, converted: 0 })!;
    expect([none.low.toFixed(4), none.high.toFixed(4)]).toEqual(['-0.1611', '0.2775']);
  });

  it('of Wilson never leaves 0 to 1, and of nobody there is none', () => {
    expect(wilsonInterval({ of: 5, converted: 5 })).toMatchObject({ high: 1 });
    expect(wilsonInterval({ of: 0, converted: 0 })).toBeNull();
    expect(conversionDifference({ of: 5, converted: 1 }, { of: 0, converted: 0 })).toBeNull();
  });
});

describe('a plan', () => {
  function running(): Plan {
    const plan = Plan.draft('p', 'Plan', 'care', 'sam', NOW);
    plan.receiveImport('i', NOW);
    plan.endImport('i', 2, NOW);
    plan.start('sam', NOW);
    plan.takeEvents();
    return plan;
  }
  const over = { waiting: false, open: false };

  it('is paused, goes on and is stopped, and only where that means something', () => {
    const plan = running();
    expect(() => plan.resume('sam', NOW)).toThrow(expect.objectContaining({ code: 'plan-not-paused' }));
    plan.pause('sam', NOW);
    expect(plan).toMatchObject({ status: 'paused', releaseAt: null });
    expect(() => plan.pause('sam', NOW)).toThrow(expect.objectContaining({ code: 'plan-not-running' }));
    plan.releaseNext(NOW);
    expect(plan).toMatchObject({ releaseAt: null });
    plan.resume('sam', NOW);
    expect(plan).toMatchObject({ status: 'running', releaseAt: NOW });
    plan.stop('sam', NOW);
    expect(() => plan.stop('sam', NOW)).toThrow(expect.objectContaining({ code: 'plan-over' }));
    expect(plan.takeEvents().map(({ type }) => type)).toEqual(['plan-paused', 'plan-resumed', 'plan-stopped']);
  });

  it('is complete when nothing waits and nothing is open, once, and never while it is paused', () => {
    const plan = running();
    plan.settle({ waiting: true, open: false }, NOW);
    plan.settle({ waiting: false, open: true }, NOW);
    plan.pause('sam', NOW);
    plan.settle(over, NOW);
    expect(plan).toMatchObject({ status: 'paused' });
    plan.resume('sam', NOW);
    plan.settle(over, NOW);
    plan.settle(over, NOW);
    expect(plan.takeEvents().map(({ type }) => type)).toEqual(['plan-paused', 'plan-resumed', 'plan-completed']);
  });

  it('is designed before the start, and lets nobody go who is not in it', () => {
    const plan = Plan.draft('p', 'Plan', 'care', 'sam', NOW);
    expect(() => plan.redesign(design([]), 'sam', NOW)).toThrow(
      expect.objectContaining({ code: 'plan-design-faulty' }),
    );
    expect(() => running().redesign(PLAIN_PLAN, 'sam', NOW)).toThrow(
      expect.objectContaining({ code: 'plan-already-started' }),
    );
    expect(() => running().dismiss('zoe', 'sam', NOW)).toThrow(
      expect.objectContaining({ code: 'plan-person-unknown' }),
    );
  });
});
