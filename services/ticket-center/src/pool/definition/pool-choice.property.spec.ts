import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PoolChoice, mayGrab, type Pool } from './pool-choice.js';
import { PoolText } from './pool.dto.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const CATEGORIES = ['line', 'bill', 'order'];
const SKILLS = ['german', 'network'];
const TEAMS = ['north', 'south'];

const skills = fc.dictionary(fc.constantFrom(...SKILLS), fc.integer({ min: 1, max: 5 }));
const someText = fc.record({
  condition: fc.oneof(
    fc.constantFrom(...CATEGORIES).map((category) => `category = "${category}"`),
    fc.constantFrom('true', 'priority = "high"', 'nothing = 1'),
  ),
  teams: fc.subarray(TEAMS),
  skills,
});
const somePools = fc.array(someText, { maxLength: 6 }).map((texts) => texts.map(aPool));
const someAgent = fc.record({ teamId: fc.constantFrom(...TEAMS, null), skills });
const someTicket = fc.record({
  category: fc.constantFrom(...CATEGORIES, null),
  priority: fc.constantFrom('normal', 'high'),
});

function aPool(text: object, position: number): Pool {
  const named = { id: `pool-${position}`, name: `pool ${position}`, version: 1, position, active: true };
  return { ...named, text: PoolText.parse(text), changedBy: 'mia', changedAt: NOW };
}

/** What the conditions above mean, said once more. */
function holds({ text }: Pool, { category, priority }: { category: string | null; priority: string }): boolean {
  return (
    text.condition === 'true' ||
    text.condition === `category = "${category}"` ||
    text.condition === `priority = "${priority}"`
  );
}

describe('any pools', () => {
  it('have a ticket in the first one whose condition holds, or in none', () => {
    fc.assert(
      fc.property(somePools, someTicket, (pools, ticket) => {
        expect(new PoolChoice(pools).choose(ticket, NOW)?.id).toBe(pools.find((pool) => holds(pool, ticket))?.id);
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it('are open to nobody outside their teams, and to nobody who lacks a skill or its level', () => {
    fc.assert(
      fc.property(somePools, someAgent, (pools, agent) => {
        for (const { text } of new PoolChoice(pools).openTo(agent)) {
          expect(text.teams.length === 0 || text.teams.includes(agent.teamId!)).toBe(true);
          for (const [skill, level] of Object.entries(text.skills))
            expect(agent.skills[skill]).toBeGreaterThanOrEqual(level);
        }
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it('stay open to whoever learns more', () => {
    fc.assert(
      fc.property(somePools, someAgent, fc.constantFrom(...SKILLS), (pools, agent, skill) => {
        const wiser = { ...agent, skills: { ...agent.skills, [skill]: 5 } };
        for (const { text } of pools) if (mayGrab(text, agent)) expect(mayGrab(text, wiser)).toBe(true);
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });
});
