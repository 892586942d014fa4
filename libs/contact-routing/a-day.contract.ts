import { DomainError } from '#libs/kernel/domain-error';
import type { Decision } from './decisions.js';
import type { RoutingEvent } from './events.js';
import { Dice } from '#libs/kernel/dice';
import { Ledger } from './oracle/ledger.js';
import { RandomDay, type Size } from './oracle/random-day.js';
import { Router } from './router.js';

/** Turns. */
const PATIENCE = 1_000;

/** A router on a day on which anything happens, with books kept beside it: every step may fail by a broken rule. */
export class ADay {
  router = Router.empty();
  readonly ledger = new Ledger();
  readonly dice: Dice;
  refusals = 0;
  readonly #day: RandomDay;
  #now = 1_000_000;

  constructor(seed: number, size: Size) {
    this.dice = new Dice(seed);
    this.#day = new RandomDay(this.dice, this.ledger, size);
    for (const event of this.#day.morning()) this.apply(event);
  }

  /** What happens next. */
  step(): RoutingEvent {
    this.#now += this.#day.pause();
    return this.#day.event();
  }

  /** What is refused may have no effect: time passes instead. */
  apply(event: RoutingEvent): Decision[] {
    try {
      const decisions = this.router.apply(event, this.now);
      this.ledger.enter(event, this.#now, decisions);
      return decisions;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.refusals += 1;
      return this.apply({ type: 'tick' });
    }
  }

  get now(): Date {
    return new Date(this.#now);
  }

  /** With the skills they have. */
  everybodyComes(): RoutingEvent[] {
    return this.router
      .snapshot()
      .agents.map(({ definition: { id } }) => ({ type: 'agent-state-set', agentId: id, state: 'ready', when: 'now' }));
  }

  /** Everybody comes, can everything and accepts, until nobody is left; or not for ever. */
  untilNobodyWaits(): void {
    for (const event of this.#day.evening()) this.apply(event);
    for (let turn = 0; this.ledger.live.size > 0 && turn < PATIENCE; turn += 1) {
      for (const [reservationId, { state, contactId }] of [...this.ledger.open]) {
        if (state === 'pending') this.apply({ type: 'reservation-accepted', reservationId });
        if (state === 'accepted') this.apply({ type: 'contact-ended', contactId });
        if (state === 'wrapping') this.apply({ type: 'wrap-up-completed', reservationId });
      }
      this.#now = Math.max(this.#now, this.router.nextWake()?.getTime() ?? this.#now + 1_000);
      this.apply({ type: 'tick' });
    }
  }
}
