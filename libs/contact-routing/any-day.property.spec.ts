import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '#libs/kernel/domain-error';
import type { Decision } from './decisions.js';
import type { RoutingEvent } from './events.js';
import { Dice } from './oracle/dice.js';
import { Ledger } from './oracle/ledger.js';
import { literalMatches, withoutOffers } from './oracle/literal-match.js';
import { RandomDay, type Size } from './oracle/random-day.js';
import { Router } from './router.js';

const SMALL: Size = { agents: 5, queues: 3, contacts: 8 };

/** Applies an event and enters it in the books; what is refused has no effect. */
class Desk {
  now = 1_000_000;
  router = Router.empty();
  readonly ledger = new Ledger();
  readonly day: RandomDay;
  readonly log: { event: RoutingEvent; now: number; decisions: Decision[] }[] = [];

  constructor(seed: number, size: Size) {
    this.dice = new Dice(seed);
    this.day = new RandomDay(this.dice, this.ledger, size);
    for (const event of this.day.morning()) this.apply(event);
  }

  readonly dice: Dice;

  apply(event: RoutingEvent): Decision[] {
    try {
      const decisions = this.router.apply(event, new Date(this.now));
      this.ledger.enter(event, this.now, decisions);
      return decisions;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.apply({ type: 'tick' });
    }
  }
}

describe('on any day', () => {
  it('matches are those of comparing everybody with everybody', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const desk = new Desk(seed, SMALL);
        for (let step = 0; step < 150; step += 1) {
          desk.now += desk.day.pause();
          const before = desk.router.snapshot();
          const event = desk.day.event();
          const decisions = desk.apply(event);
          const after = desk.router.snapshot();
          const offers = decisions.flatMap((each) =>
            each.type === 'offer-made' ? [[each.contactId, each.agentId]] : [],
          );
          expect(offers).toEqual(literalMatches(withoutOffers(before, after, decisions)));
        }
      }),
      { seed: 20_261_123, numRuns: 200 },
    );
  });
});
