import { describe, expect, it } from '@jest/globals';
import { SimulatedCampaign, type Scenario } from './simulated-campaign.js';

const HOUR = 3_600_000;
const PROGRESSIVE = { mode: 'progressive', abandonLimit: 0.03, mostPerAgent: 1 } as const;
const PREDICTIVE = { mode: 'predictive', abandonLimit: 0.03, mostPerAgent: 4 } as const;

/** Answer rates go up and down; people come and go every hour and a half. */
const VARIED = {
  hours: 12,
  answerRate: (hour: number) => 0.35 + 0.2 * Math.sin(hour * 1.3),
  agents: (hour: number) => 20 + 6 * (Math.floor(hour / 1.5) % 3),
};

/** Twice as many answer from one moment to the next, and a third of the agents goes home. */
const ABRUPT = {
  hours: 12,
  answerRate: (hour: number) => (Math.floor(hour) % 2 === 0 ? 0.2 : 0.6),
  agents: (hour: number) => (Math.floor(hour * 2) % 3 === 0 ? 18 : 12),
};

const run = (scenario: Scenario) => new SimulatedCampaign(scenario).run();

describe('predictive dialling, simulated over tens of thousands of calls', () => {
  it.each([
    ['varied', VARIED, 1, 30 * 24 * HOUR],
    ['varied', VARIED, 2, 2 * HOUR],
    ['abrupt', ABRUPT, 3, 30 * 24 * HOUR],
    ['abrupt', ABRUPT, 4, 2 * HOUR],
  ])(
    'keeps to the limit in every rolling window and wastes less of the agents: %s, seed %#',
    (_, days, seed, windowMs) => {
      const progressive = run({ ...days, seed, windowMs, limits: PROGRESSIVE });
      const predictive = run({ ...days, seed, windowMs, limits: PREDICTIVE });
      expect(predictive.dials).toBeGreaterThan(10_000);
      expect(predictive.worstWindow).toBeLessThanOrEqual(0.03);
      expect(predictive.utilisation).toBeGreaterThan(progressive.utilisation + 0.08);
    },
  );
});
