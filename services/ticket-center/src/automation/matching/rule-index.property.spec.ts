import { describe, expect, it } from '@jest/globals';
import { judge } from '#libs/process-engine/expression/condition';
import fc from 'fast-check';
import { RuleBody, type When } from '../rule/rule.dto.js';
import { TRIGGERS } from '../rule/trigger.js';
import { compiledRule, inOrder, looksAt, type CompiledRule } from './compiled-rule.js';
import { RuleIndex, type Occasion } from './rule-index.js';

const MOMENT = { now: new Date('2026-11-23T09:00:00Z'), timeZone: 'UTC' };
const NAMES = ['priority', 'category', 'channel', 'teamId'];
const VALUES = ['a', 'b', 'c', null];

const literal = fc.constantFrom(...VALUES).map((value) => (value === null ? 'null' : `"${value}"`));
const comparison = fc.oneof(
  fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom('=', '!='), literal).map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom(...NAMES), literal, literal).map(([name, one, other]) => `${name} in (${one}, ${other})`),
  fc.constant('urgedTimes > 1'),
);
const condition = fc
  .array(comparison, { minLength: 1, maxLength: 4 })
  .chain((parts) => fc.constantFrom(' and ', ' or ').map((joint) => parts.join(joint)));
const trigger = fc.constantFrom(...TRIGGERS.slice(0, 4));
const when: fc.Arbitrary<When> = fc.oneof(
  fc.record({ type: fc.constant('event' as const), events: fc.uniqueArray(trigger, { minLength: 1 }) }),
  fc.record({ type: fc.constant('change' as const), attributes: fc.subarray(NAMES) }),
);
const someRule = fc.record({ when, condition, position: fc.nat(5) });
const someRules = fc.array(someRule, { maxLength: 60 }).map((rules) => rules.map(aRule));
const someTicket = fc.record({
  ...Object.fromEntries(NAMES.map((name) => [name, fc.constantFrom(...VALUES)])),
  urgedTimes: fc.nat(3),
});
const someOccasion: fc.Arbitrary<Occasion> = fc.record({ trigger, changed: fc.subarray([...NAMES, 'urgedTimes']) });

function aRule(body: object, index: number): CompiledRule {
  const actions = [{ type: 'set', attributes: { priority: 'high' } }];
  const { name, position, active, ...text } = RuleBody.parse({ name: `rule ${index}`, actions, ...body });
  const id = String(index).padStart(4, '0');
  return compiledRule({
    id,
    version: 1,
    name,
    position,
    active,
    text: { ...text, looksAt: looksAt(text.condition) },
    changedBy: 'mia',
    changedAt: MOMENT.now,
  });
}

/** What looking at every rule finds. */
function listens({ when, condition: { names } }: CompiledRule, { trigger, changed }: Occasion): boolean {
  if (when.type === 'event') return when.events.includes(trigger);
  const named = when.type === 'change' && when.attributes.length > 0 ? when.attributes : names;
  return named.some((name) => changed.includes(name));
}

describe('the index of rules', () => {
  it('finds every rule that looking at all of them finds, in order, and none that does not listen', () => {
    fc.assert(
      fc.property(someRules, someTicket, someOccasion, (rules, ticket, occasion) => {
        const found = new RuleIndex(rules).candidates(occasion, ticket);
        const all = rules.filter((rule) => listens(rule, occasion)).sort(inOrder);
        const holding = all.filter((rule) => judge(rule.condition, ticket, MOMENT).outcome === 'holds');
        expect(found.filter((rule) => holding.includes(rule))).toEqual(holding);
        expect(found.every((rule) => all.includes(rule))).toBe(true);
        expect(new Set(found).size).toBe(found.length);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('looks at few of ten thousand that want different things', () => {
    const rules = Array.from({ length: 10_000 }, (_, index) =>
      aRule(
        {
          when: { type: 'event', events: ['opened'] },
          condition: `category = "c${index % 100}" and channel = "h${index % 7}" and teamId = "t${index % 13}"`,
        },
        index,
      ),
    );
    const index = new RuleIndex(rules);
    const ticket = { category: 'c42', channel: 'h0', teamId: 't3' };
    const found = index.candidates({ trigger: 'opened', changed: [] }, ticket);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(5);
    expect(index.candidates({ trigger: 'closed', changed: ['category'] }, ticket)).toEqual([]);
  });
});
