import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { erlangA } from './erlang/erlang-a.js';
import { erlangB } from './erlang/erlang-b.js';
import { erlangC } from './erlang/erlang-c.js';
import { requiredAgents, withShrinkage } from './required-agents.js';

describe("Call Centre Helper's 100 calls in half an hour of 3 minutes each", () => {
  const demand = { contacts: 100, intervalSeconds: 1800, handleSeconds: 180 };
  const patient = { ...demand, patienceSeconds: Infinity };

  it('need 14 agents for 80 % in 20 seconds at 85 % occupancy, 20 with 30 % shrinkage', () => {
    const agents = requiredAgents(patient, { serviceLevel: { share: 0.8, withinSeconds: 20 }, occupancy: 0.85 });
    expect([agents, withShrinkage(agents, 0.3)]).toEqual([14, 20]);
    const { erlangs, occupancy } = erlangC(demand, agents);
    expect(erlangs).toBe(10);
    expect(occupancy).toBeCloseTo(0.714, 3);
  });

  it('need 15 for 90 %, 22 with shrinkage', () => {
    const agents = requiredAgents(patient, { serviceLevel: { share: 0.9, withinSeconds: 20 } });
    expect([agents, withShrinkage(agents, 0.3)]).toEqual([15, 22]);
  });

  it.each([
    [11, 0.3896, 0.6821, 122.78],
    [12, 0.6402, 0.4494, 40.45],
    [13, 0.7956, 0.2853, 17.12],
    [14, 0.8884, 0.1741, 7.84],
    [15, 0.9415, 0.102, 3.67],
    [16, 0.9706, 0.0573, 1.72],
  ])('%i agents: service level %f, waiting %f, speed of answer %f s', (agents, level, waitShare, asa) => {
    const performance = erlangC(demand, agents);
    expect(performance.serviceLevel(20)).toBeCloseTo(level, 4);
    expect(performance.waitShare).toBeCloseTo(waitShare, 4);
    expect(performance.averageSpeedOfAnswerSeconds).toBeCloseTo(asa, 1);
  });
});

it('the worked example of "The Erlang-C Formula": 360 calls in half an hour of 4 minutes, 55 agents', () => {
  const performance = erlangC({ contacts: 360, intervalSeconds: 1800, handleSeconds: 240 }, 55);
  expect(performance.erlangs).toBe(48);
  expect(performance.occupancy).toBeCloseTo(0.873, 3);
  expect(performance.waitShare).toBeCloseTo(0.2387, 4);
  expect(performance.averageSpeedOfAnswerSeconds).toBeCloseTo(8.18, 2);
  expect(performance.serviceLevel(15)).toBeCloseTo(0.846, 3);
});

it('Erlang B: 17 lines for 10 erlangs if 2 % may be lost, 25 with shrinkage', () => {
  expect([erlangB(1, 1), erlangB(1, 2)]).toEqual([0.5, 0.2]);
  expect(erlangB(10, 16)).toBeCloseTo(0.0223, 4);
  expect(erlangB(10, 17)).toBeCloseTo(0.01295, 5);
  expect(withShrinkage(17, 0.3)).toBe(25);
});

it('Erlang A as pyworkforce has it: 10 erlangs, 14 agents, 5 minutes of patience', () => {
  const demand = { contacts: 100, intervalSeconds: 1800, handleSeconds: 180, patienceSeconds: 300 };
  const performance = erlangA(demand, 14);
  expect(performance.waitShare).toBeCloseTo(0.14526, 5);
  expect(performance.abandonShare).toBeCloseTo(0.013984, 6);
  expect(performance.occupancy).toBeCloseTo(0.704297, 6);
  expect(performance.meanWaitSeconds / 60).toBeCloseTo(0.069919, 6);
  expect(performance.serviceLevel(20)).toBeCloseTo(0.916792, 6);
});

describe('Garnett, Mandelbaum and Reiman: 48 calls a minute of one minute, 50 agents', () => {
  const demand = { contacts: 48, intervalSeconds: 60, handleSeconds: 60 };

  it('without impatience they wait 20.83 s', () => {
    expect(erlangC(demand, 50).averageSpeedOfAnswerSeconds).toBeCloseTo(20.83, 2);
    expect(erlangC(demand, 50).occupancy).toBe(0.96);
  });

  it('with 2 minutes of patience 3.09 % hang up, and the wait is 3.71 s', () => {
    const performance = erlangA({ ...demand, patienceSeconds: 120 }, 50);
    expect(performance.abandonShare).toBeCloseTo(0.0309, 4);
    expect(performance.meanWaitSeconds).toBeCloseTo(3.71, 2);
    expect(performance.meanWaiting).toBeCloseTo(2.97, 2);
    expect(performance.occupancy).toBeCloseTo(0.93, 3);
  });

  it('that is less than if as many had never called', () => {
    const fewer = { ...demand, contacts: 48 * (1 - 0.031) };
    expect(erlangC(fewer, 50).averageSpeedOfAnswerSeconds).toBeCloseTo(8.81, 2);
  });
});

const folder = join(import.meta.dirname, '../../../../shared/data/erlang');
const present = existsSync(folder);

(present ? describe : describe.skip)(`the published vectors${present ? '' : ` (${folder} is absent)`}`, () => {
  it.each(rowsOf('pyworkforce-vectors.csv'))('model %s, %d calls in %d s', (model, ...row) => {
    const [contacts, intervalSeconds, handleSeconds, share, withinSeconds, patience, agents, ...expected] =
      row.map(Number);
    const patienceSeconds = model === 'C' ? Infinity : patience!;
    const demand = {
      contacts: contacts!,
      intervalSeconds: intervalSeconds!,
      handleSeconds: handleSeconds!,
      patienceSeconds,
    };
    const is = erlangA(demand, agents!);
    const [erlangs, ...others] = expected;
    expect(is.erlangs).toBeCloseTo(erlangs!, 4);
    const speed = is.meanWaitSeconds;
    const found = [is.waitShare, is.serviceLevel(withinSeconds!), is.occupancy, speed, is.abandonShare];
    found.forEach((value, index) => expect(value).toBeCloseTo(others[index]!, 6));
    const goal = { serviceLevel: { share: share!, withinSeconds: withinSeconds! } };
    if (model === 'C') expect(requiredAgents(demand, goal)).toBe(agents);
  });

  it.each(rowsOf('erlang-a-min-agents.csv'))('the fewest agents for %d calls of %d s', (...row) => {
    const [contacts, handleSeconds, patienceSeconds, share, withinSeconds, , fewest, level, levelBelow] =
      row.map(Number);
    const demand = {
      contacts: contacts!,
      intervalSeconds: 1800,
      handleSeconds: handleSeconds!,
      patienceSeconds: patienceSeconds!,
    };
    const goal = { serviceLevel: { share: share!, withinSeconds: withinSeconds! } };
    expect(requiredAgents(demand, goal)).toBe(fewest);
    expect(erlangA(demand, fewest!).serviceLevel(withinSeconds!)).toBeCloseTo(level!, 6);
    expect(erlangA(demand, fewest! - 1).serviceLevel(withinSeconds!)).toBeCloseTo(levelBelow!, 6);
  });
});

function rowsOf(file: string): string[][] {
  if (!present) return [['absent']];
  const [, ...rows] = readFileSync(join(folder, file), 'utf8').trim().split('\n');
  return rows.map((row) => row.split(','));
}
