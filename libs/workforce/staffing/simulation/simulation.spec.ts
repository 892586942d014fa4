import { describe, expect, it } from '@jest/globals';
import { erlangA } from '../erlang/erlang-a.js';
import { erlangX } from '../erlang/erlang-x.js';
import { requiredAgents } from '../required-agents.js';
import { GoalInvalid } from '../staffing.errors.js';
import { neededAgents } from './agent-search.js';
import { customersOf } from './customers.js';
import { simulate } from './simulate.js';
import type { SimulatedCentre, SimulatedQueue, SkillGroup } from './simulated-centre.js';

function queue(id: string, more: Partial<SimulatedQueue> = {}): SimulatedQueue {
  return {
    ...{ id, channel: 'voice', contactsPerHour: 120, patienceSeconds: 120, requires: [], strategy: 'longest-idle' },
    handle: { shape: 'exponential', meanSeconds: 180 },
    target: { withinSeconds: 20, share: 0.8 },
    ...more,
  };
}

function group(id: string, queueIds: readonly string[], more: Partial<SkillGroup> = {}): SkillGroup {
  const queues = queueIds.map((queueId) => ({ queueId, priority: 1 }));
  return { id, skills: {}, queues, slots: { voice: 1 }, ...more };
}

const settings = { seconds: 4 * 3_600, warmUpSeconds: 1_800, replications: 12, seed: 11 };
const one: SimulatedCentre = { queues: [queue('calls')], groups: [group('all', ['calls'])] };
const demand = { contacts: 120, intervalSeconds: 3_600, handleSeconds: 180, patienceSeconds: 120 };

describe('a simulated centre', () => {
  it('of one queue is what Erlang A says: the share in time, who gives up, how long they wait, how busy all are', () => {
    const { queues, occupancy } = simulate(one, { all: 7 }, settings);
    const says = erlangA(demand, 7);
    const figures = queues['calls']!;
    const asa = says.averageSpeedOfAnswerSeconds;
    for (const [estimate, value] of [
      [figures.serviceLevel, says.serviceLevel(20)],
      [figures.abandonShare, says.abandonShare],
      [figures.averageSpeedOfAnswerSeconds, asa],
      [occupancy['all']!, says.occupancy],
    ] as const) {
      expect(estimate.from).toBeLessThan(value);
      expect(estimate.to).toBeGreaterThan(value);
    }
    expect(figures.serviceLevel.to - figures.serviceLevel.from).toBeLessThan(0.08);
  });

  it('of one queue whose lost call again is what Erlang X says, when they take their time', () => {
    const redials = { share: 0.6, afterSeconds: 900 };
    const again = { ...one, queues: [queue('calls', { redials })] };
    const long = { ...settings, seconds: 6 * 3_600, warmUpSeconds: 2 * 3_600 };
    const { queues, occupancy } = simulate(again, { all: 5 }, long);
    const says = erlangX({ ...demand, lines: Infinity, redialShare: redials.share }, 5);
    const figures = queues['calls']!;
    for (const [estimate, value] of [
      [figures.serviceLevel, says.serviceLevel(20)],
      [figures.abandonShare, says.abandonShare],
      [occupancy['all']!, says.occupancy],
    ] as const) {
      expect(estimate.from).toBeLessThan(value);
      expect(estimate.to).toBeGreaterThan(value);
    }
    // It is not what it would be without them.
    expect(figures.abandonShare.from).toBeGreaterThan(erlangA(demand, 5).abandonShare);
    expect(figures.abandonShare.to - figures.abandonShare.from).toBeLessThan(0.08);
  });

  it('has nobody call again who was answered, or who never gives up', () => {
    const redials = { share: 0.9, afterSeconds: 60 };
    const few = { ...settings, replications: 2 };
    const patient = (more: object) => ({ ...one, queues: [queue('calls', { patienceSeconds: Infinity, ...more })] });
    const [without, redialled] = [
      simulate(patient({}), { all: 30 }, few),
      simulate(patient({ redials }), { all: 30 }, few),
    ];
    expect(redialled.queues['calls']!.abandonShare.mean).toBe(0);
    expect(redialled.occupancy['all']!.mean).toBeCloseTo(without.occupancy['all']!.mean, 1);
  });

  it('plays the same customers with the same seed, whoever is there', () => {
    const few = { ...settings, replications: 2 };
    expect(simulate(one, { all: 7 }, few)).toEqual(simulate(one, { all: 7 }, few));
    expect(simulate(one, { all: 7 }, { ...few, seed: 12 })).not.toEqual(simulate(one, { all: 7 }, few));
    const [more, less] = [simulate(one, { all: 8 }, few), simulate(one, { all: 6 }, few)];
    expect(more.queues['calls']!.serviceLevel.mean).toBeGreaterThan(less.queues['calls']!.serviceLevel.mean);
  });

  it('has handle times of the shape that is asked for', () => {
    const handle = { shape: 'lognormal', meanSeconds: 240, deviationSeconds: 120 } as const;
    const customers = customersOf(queue('calls', { handle }), 400 * 3_600, 3);
    const times = customers.map(({ handleMs }) => handleMs / 1_000);
    const mean = times.reduce((sum, each) => sum + each, 0) / times.length;
    const deviation = Math.sqrt(times.reduce((sum, each) => sum + (each - mean) ** 2, 0) / times.length);
    expect(Math.abs(mean / 240 - 1)).toBeLessThan(0.02);
    expect(Math.abs(deviation / 120 - 1)).toBeLessThan(0.05);
    expect(Math.abs(customers.length / (400 * 120) - 1)).toBeLessThan(0.02);
  });

  it('gives a contact only to who has the skills it asks for', () => {
    const english = queue('english', { requires: [{ skill: 'english', level: 3 }] });
    const learners = group('learners', ['english'], { skills: { english: 2 } });
    const centre = {
      queues: [english],
      groups: [learners, group('speakers', ['english'], { skills: { english: 4 } })],
    };
    const { queues, occupancy } = simulate(centre, { learners: 20, speakers: 7 }, { ...settings, replications: 3 });
    expect(occupancy['learners']!.mean).toBe(0);
    const alone = simulate(one, { all: 7 }, { ...settings, replications: 3 });
    expect(queues['english']!.serviceLevel.mean).toBeCloseTo(alone.queues['calls']!.serviceLevel.mean, 9);
  });

  it('lets people have several chats at a time', () => {
    const chats = {
      queues: [queue('chats', { channel: 'chat' })],
      groups: [group('all', ['chats'], { slots: { chat: 3 } })],
    };
    const [three, one3] = [simulate(chats, { all: 3 }, settings), simulate(one, { all: 9 }, settings)];
    expect(three.queues['chats']!.serviceLevel.mean).toBeCloseTo(one3.queues['calls']!.serviceLevel.mean, 9);
    expect(three.occupancy['all']!.mean).toBeCloseTo(one3.occupancy['all']!.mean, 9);
  });
});

describe('the search for needed agents', () => {
  const quick = { seconds: 3 * 3_600, warmUpSeconds: 1_800, replications: 4, seed: 5 };

  it('finds of one queue what Erlang A finds, one more or less by chance', () => {
    const { staffing, figures } = neededAgents(one, quick);
    const says = requiredAgents(demand, { serviceLevel: { share: 0.8, withinSeconds: 20 } });
    expect(Math.abs(staffing['all']! - says)).toBeLessThanOrEqual(1);
    expect(figures.queues['calls']!.serviceLevel.mean).toBeGreaterThanOrEqual(0.8);
  });

  it('needs fewer people where some can do both than where nobody can, and can spare none of them', () => {
    const queues = [queue('sales', { contactsPerHour: 40 }), queue('service', { contactsPerHour: 40 })];
    const apart = { queues, groups: [group('sellers', ['sales']), group('helpers', ['service'])] };
    const mixed = { queues, groups: [...apart.groups, group('both', ['sales', 'service'])] };
    const [without, withBoth] = [neededAgents(apart, quick), neededAgents(mixed, quick)];
    const total = (found: typeof without) => Object.values(found.staffing).reduce((sum, count) => sum + count, 0);
    expect(total(withBoth)).toBeLessThan(total(without));
    for (const { id } of mixed.groups.filter((each) => withBoth.staffing[each.id]! > 0)) {
      const fewer = { ...withBoth.staffing, [id]: withBoth.staffing[id]! - 1 };
      const { queues: figures } = simulate(mixed, fewer, quick);
      expect(Math.min(...queues.map((each) => figures[each.id]!.serviceLevel.mean))).toBeLessThan(0.8);
    }
  });

  it('refuses a queue that nobody takes, and a goal that so many do not achieve', () => {
    expect(() => neededAgents({ ...one, groups: [] }, quick)).toThrow(GoalInvalid);
    expect(() => neededAgents(one, quick, {}, 3)).toThrow(GoalInvalid);
  });
});
