import type { Arrival } from '../day/arrivals.js';
import type { DayClock } from '../day/day-clock.js';
import type { Played } from '../checks/facts.js';

/** How somebody gets into line on their channel, and out of it again. */
export interface Line {
  /** How long after their patience is over they may still hear that they were answered. */
  readonly graceMs: number;
  /** Resolves when they wait. @returns the contact they have become */
  enter(customer: Customer): Promise<string>;
  /** They give up. */
  leave(customer: Customer): Promise<void>;
}

/** Somebody who comes, waits as long as they have patience, and has what they came for handled. */
export class Customer {
  contactId: string | undefined;
  #state: 'coming' | 'waiting' | 'answered' | 'gone' = 'coming';
  /** Under way: one agent may still try when the next one is offered it. */
  readonly #acceptances = new Set<Promise<boolean>>();
  #timer: NodeJS.Timeout | undefined;
  readonly #end = Promise.withResolvers<Played>();

  constructor(
    readonly arrival: Arrival,
    private readonly line: Line,
    private readonly clock: DayClock,
    private readonly onContact: (customer: Customer) => void,
  ) {}

  /** When it is all over; does not reject. */
  get ended(): Promise<Played> {
    return this.#end.promise;
  }

  /** At their time. */
  async come(): Promise<void> {
    try {
      this.contactId = await this.line.enter(this);
      this.onContact(this);
      if (this.#state !== 'coming') return;
      this.#state = 'waiting';
      this.#timer = setTimeout(
        () => void this.#loseHope(),
        this.clock.msOf(this.arrival.patienceSeconds) + this.line.graceMs,
      );
    } catch (error) {
      this.fail(error);
    }
  }

  /** @param accept by an agent it was offered to; false: too late. @returns whether somebody is there for them now */
  async answeredBy(accept: () => Promise<boolean>): Promise<boolean> {
    if (this.#state === 'gone' || this.#state === 'answered') return false;
    const acceptance = accept();
    this.#acceptances.add(acceptance);
    const accepted = await acceptance.finally(() => this.#acceptances.delete(acceptance));
    if (accepted) {
      this.#state = 'answered';
      clearTimeout(this.#timer);
    }
    return accepted;
  }

  /** What they came for is done. */
  done(): void {
    this.#over('answered', { doneAt: performance.timeOrigin + performance.now() });
  }

  fail(error: unknown): void {
    this.#over('failed', { why: error instanceof Error ? error.message : String(error) });
  }

  async #loseHope(): Promise<void> {
    try {
      if ((await Promise.all(this.#acceptances)).includes(true)) return;
      if (this.#state !== 'waiting') return;
      this.#state = 'gone';
      await this.line.leave(this);
      this.#over('gave-up');
    } catch (error) {
      this.fail(error);
    }
  }

  #over(fate: Played['fate'], more: Pick<Played, 'doneAt' | 'why'> = {}): void {
    this.#state = 'gone';
    clearTimeout(this.#timer);
    this.#end.resolve({ arrival: this.arrival, contactId: this.contactId, fate, ...more });
  }
}
