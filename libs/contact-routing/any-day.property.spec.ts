import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ADay } from './a-day.contract.js';
import type { Decision } from './decisions.js';
import type { RoutingEvent } from './events.js';
import { literalMatches, withoutOffers } from './oracle/literal-match.js';
import type { Size } from './oracle/random-day.js';
import { Router } from './router.js';
import type { RouterSnapshot } from './snapshot.js';

const SMALL = { agents: 5, queues: 3, contacts: 8 };
const STEPS = 120;

describe('on any day', () => {
  it('matches are those of comparing everybody with everybody', () => {
    holds(60, (day) => {
      for (let step = 0; step < STEPS; step += 1) matchesLiterally(day, day.step());
    });
  });

  it('also where many agents wait, more than are looked at one by one', () => {
    holds(
      10,
      (day) => {
        for (const event of day.everybodyComes()) matchesLiterally(day, event);
        for (let step = 0; step < STEPS / 4; step += 1) matchesLiterally(day, day.step());
      },
      { agents: 60, queues: 2, contacts: 20 },
    );
  });

  it('nobody is lost: who came and did not leave is there', () => {
    holds(60, (day) => {
      for (let step = 0; step < STEPS; step += 1) day.apply(day.step());
      const there = day.router.snapshot().contacts.map(({ request }) => request.id);
      expect(there.sort()).toEqual([...day.ledger.live.keys()].sort());
    });
  });

  it('nobody starves: while agents who can serve come free, everybody is served', () => {
    holds(60, (day) => {
      for (let step = 0; step < STEPS; step += 1) day.apply(day.step());
      day.untilNobodyWaits();
      expect([...day.ledger.live.keys()]).toEqual([]);
    });
  });

  it('a router that was kept and restored goes on as if nothing had been, in whichever order it is told', () => {
    holds(60, (day) => {
      for (let step = 0; step < STEPS; step += 1) day.apply(day.step());
      const kept = JSON.parse(JSON.stringify(day.router.snapshot())) as RouterSnapshot;
      const restored = Router.restore(shuffled(kept, (list) => list.toSorted(() => day.dice.below(3) - 1)));
      expect(restored.snapshot()).toEqual(kept);
      for (let step = 0; step < STEPS; step += 1) {
        const event = day.step();
        expect(applied(restored, event, day.now)).toEqual(day.apply(event));
      }
    });
  });

  it('nothing happens before the router wakes', () => {
    holds(60, (day) => {
      for (let step = 0; step < STEPS; step += 1) {
        const event = day.step();
        const wake = day.router.nextWake() ?? new Date(Infinity);
        if (wake > day.now) expect(day.apply({ type: 'tick' })).toEqual([]);
        day.apply(event);
      }
    });
  });

  it('what is refused changes nothing', () => {
    holds(20, (day) => {
      for (let step = 0; step < STEPS; step += 1) {
        const event = day.step();
        day.apply({ type: 'tick' });
        const before = day.router.snapshot();
        const { refusals } = day;
        day.apply(event);
        if (day.refusals > refusals) expect(day.router.snapshot()).toEqual(before);
      }
      expect(day.refusals).toBeGreaterThan(0);
    });
  });
});

function matchesLiterally(day: ADay, event: RoutingEvent): void {
  const before = day.router.snapshot();
  const decisions = day.apply(event);
  const offers = decisions.flatMap((each) => (each.type === 'offer-made' ? [[each.contactId, each.agentId]] : []));
  expect(offers).toEqual(literalMatches(withoutOffers(before, day.router.snapshot(), decisions)));
}

function holds(numRuns: number, rule: (day: ADay) => void, size: Size = SMALL): void {
  fc.assert(
    fc.property(fc.integer(), (seed) => rule(new ADay(seed, size))),
    { seed: 20_261_123, numRuns },
  );
}

/** As `ADay` does it. */
function applied(router: Router, event: RoutingEvent, now: Date): Decision[] {
  try {
    return router.apply(event, now);
  } catch {
    return router.apply({ type: 'tick' }, now);
  }
}

function shuffled(snapshot: RouterSnapshot, shuffle: <T>(list: readonly T[]) => T[]): RouterSnapshot {
  const { plans, queues, agents, contacts, reservations } = snapshot;
  return {
    ...snapshot,
    plans: shuffle(plans),
    queues: shuffle(queues),
    agents: shuffle(agents),
    contacts: shuffle(contacts),
    reservations: shuffle(reservations),
  };
}
