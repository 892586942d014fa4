import { describe, expect, it } from '@jest/globals';
import type { SlaPolicy } from '#libs/business-time/sla/sla-policy';
import { slaClocks } from '#libs/business-time/sla/sla-clocks';
import { ALWAYS, within } from '#libs/business-time/sla/story.contract';
import fc from 'fast-check';
import { alarmsOf } from '../ticket/alarms-of.js';
import type { SlaAttributes, SlaFact } from './sla-fact.js';
import { choicesIn, logOf, type Application } from './sla-terms.js';

const START = Date.parse('2026-11-23T09:00:00Z');
const MINUTE = 60_000;
const TICKET = '0199d2f0-0000-7000-8000-000000000004';
const OPENED: SlaAttributes = {
  ...{ ticketType: 'general', category: null, priority: 'normal', channel: 'web', teamId: null },
  customerId: '0199d2f0-0000-7000-8000-000000000001',
};
const at = (minute: number) => new Date(START + minute * MINUTE).toISOString();

type Happening = SlaFact extends infer Fact ? (Fact extends SlaFact ? Omit<Fact, 'id' | 'at'> : never) : never;
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom('low', 'normal', 'urgent').map((priority) => ({
    type: 'became' as const,
    attributes: { priority },
  })),
  fc.constantFrom('g1', null).map((teamId) => ({ type: 'became' as const, attributes: { teamId } })),
  fc
    .tuple(fc.constantFrom('open', 'waiting', 'solved'), fc.constantFrom('open', 'waiting', 'solved', 'closed'))
    .map(([from, to]) => ({ type: 'status' as const, from, to })),
  fc.constantFrom('customer-wrote' as const, 'agent-replied' as const, 'nothing' as const).map((type) => ({ type })),
);
const facts: fc.Arbitrary<SlaFact[]> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 600 }), happening), { selector: ([minute]) => minute, maxLength: 14 })
  .map((all) => all.toSorted(([a], [b]) => a - b))
  .map((all) => [
    { id: 'f0', at: at(0), type: 'opened', attributes: OPENED },
    ...all.map(([minute, what], index) => ({ id: `f${index + 1}`, at: at(minute), ...what })),
  ]);

const policyOf = (minutes: number): SlaPolicy => {
  const target = { ...within(`PT${minutes}M`, ALWAYS), warnAtMs: [(minutes * MINUTE) / 2] };
  const targets = { resolution: target, 'first-response': target, 'next-response': target, update: target };
  const id = `0199d2f0-0000-7000-8000-000000000${minutes}`;
  return { id, version: 1, targets, ola: new Map([['g1', target]]), serviceHours: ALWAYS };
};
const POLICIES = new Map([100, 200].map((minutes) => [String(minutes), policyOf(minutes)]));

/** Urgent tickets get the tight one. */
function applied(all: readonly SlaFact[]): Application[] {
  return choicesIn(all).map(({ at: when, fact, attributes }) => {
    const id = attributes.priority === 'urgent' ? '100' : '200';
    return { at: when, fact, policy: { id, name: id, version: 1, calendars: {} } };
  });
}
const logUpTo = (all: readonly SlaFact[]) => logOf(all, applied(all), ({ id }) => POLICIES.get(id)!);
const minute = fc.integer({ min: 1, max: 700 });

describe('whatever happens to a ticket', () => {
  it('its promises are a function of what happened until then: what comes later changes no choice', () => {
    fc.assert(
      fc.property(facts, minute, (all, until) => {
        const known = all.filter((fact) => fact.at <= at(until));
        expect(applied(all).slice(0, applied(known).length)).toEqual(applied(known));
        expect(slaClocks(logUpTo(all), new Date(at(until)))).toEqual(slaClocks(logUpTo(known), new Date(at(until))));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('looking at it minute by minute tells the same alarms as looking at the end, each once', () => {
    fc.assert(
      fc.property(facts, minute, (all, until) => {
        const told = new Set<string>();
        let times = 0;
        for (let now = 0; now <= until; now += 7) {
          const known = all.filter((fact) => fact.at <= at(now));
          for (const { key } of alarmsOf(TICKET, slaClocks(logUpTo(known), new Date(at(now)))))
            if (!told.has(key)) times += told.add(key).size > 0 ? 1 : 0;
        }
        const last = until - (until % 7);
        const known = all.filter((fact) => fact.at <= at(last));
        const keys = alarmsOf(TICKET, slaClocks(logUpTo(known), new Date(at(last)))).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.every((key) => told.has(key))).toBe(true);
        expect(times).toBe(told.size);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
