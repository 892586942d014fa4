import { inOrder, type Connected, type Ended, type Fact, type Goal, type Offered, type Queued } from './fact.js';

/** How a contact left a queue. */
export type StayOutcome =
  'answered' | 'abandoned' | 'short-abandoned' | 'timed-out' | 'flowed-out' | 'transferred' | 'withdrawn';

/** The time a contact was in a queue; instants are ms since the epoch. */
export interface Stay {
  readonly queueId: string;
  readonly goal: Goal;
  readonly enteredAt: number;
  leftAt: number | null;
  outcome: StayOutcome | null;
}

/** The time somebody had a contact, or was offered it. */
export interface Handling {
  readonly agentId: string;
  readonly teamId: string | null;
  readonly begunAt: number;
  readonly isOffered: boolean;
  /** Null: they did not take it. */
  connectedAt: number | null;
  until: number | null;
  holdMs: number;
  wrapMs: number;
  /** The stay it ended; null: past the queues. */
  stay: Stay | null;
}

/** A contact's way through queues and hands, as far as it was told. */
export class Journey {
  readonly stays: Stay[] = [];
  readonly handlings: Handling[] = [];
  channel: string | null = null;
  isWrappedUp = false;
  isOver = false;
  #heldSince: number | null = null;

  /** @param facts in any order; what is not told yet is not assumed */
  static of(facts: readonly Fact[]): Journey {
    const journey = new Journey();
    for (const fact of inOrder(facts)) journey.#take(fact);
    return journey;
  }

  /** Who has it, or had it last. */
  get lastHandling(): Handling | undefined {
    return this.handlings.findLast(({ connectedAt }) => connectedAt !== null);
  }

  /** Where it waits. */
  get openStay(): Stay | undefined {
    return this.stays.findLast(({ outcome }) => outcome === null);
  }

  /** Whether somebody talks with the customer. */
  get isInService(): boolean {
    return this.lastHandling?.until === null;
  }

  #take(fact: Fact): void {
    switch (fact.what) {
      case 'started':
        this.channel = fact.channel;
        return;
      case 'queued':
        return this.#queued(fact);
      case 'offered':
        this.#offered(fact);
        return;
      case 'connected':
        return this.#connected(fact);
      case 'held':
        this.#heldSince = fact.at;
        return;
      case 'resumed':
        return this.#resumed(fact.at);
      case 'let-go':
        return this.#letGo(fact.at);
      case 'wrap-up-begun':
        this.#letGo(fact.at);
        this.isWrappedUp = true;
        return;
      case 'ended':
        return this.#ended(fact);
    }
  }

  #queued({ queueId, goal, at, moved, channel }: Queued): void {
    this.channel = channel;
    this.#leave(moved ?? 'withdrawn', at);
    this.stays.push({ queueId, goal, enteredAt: at, leftAt: null, outcome: null });
  }

  #offered({ agentId, teamId, at }: Offered, isOffered = true): Handling {
    const nothing = { connectedAt: null, until: null, holdMs: 0, wrapMs: 0, stay: null };
    const handling = { agentId, teamId, begunAt: at, isOffered, ...nothing };
    this.handlings.push(handling);
    return handling;
  }

  #connected(fact: Connected): void {
    const { agentId, at } = fact;
    this.#letGo(at);
    const offered = this.handlings.findLast((each) => each.agentId === agentId && each.connectedAt === null);
    const handling = offered ?? this.#offered({ ...fact, what: 'offered' }, false);
    this.#leave('answered', at);
    handling.connectedAt = at;
    handling.stay = this.stays.at(-1) ?? null;
  }

  #ended({ at, left, gaveUp, wrapMs, channel }: Ended): void {
    this.channel ??= channel;
    const last = this.lastHandling;
    const wrapping = this.isWrappedUp && last ? at - last.until! : wrapMs;
    this.#letGo(at - wrapping);
    if (last) last.wrapMs = wrapping;
    const { openStay } = this;
    if (openStay) this.#leave(left ?? (gaveUp ? givenUp(openStay, at) : 'withdrawn'), at);
    this.isOver = true;
  }

  #leave(outcome: StayOutcome, at: number): void {
    const { openStay } = this;
    if (openStay) Object.assign(openStay, { outcome, leftAt: Math.max(at, openStay.enteredAt) });
  }

  #letGo(at: number): void {
    const { lastHandling } = this;
    if (!lastHandling || lastHandling.until !== null) return;
    this.#resumed(at);
    lastHandling.until = Math.max(at, lastHandling.connectedAt!);
  }

  #resumed(at: number): void {
    const since = this.#heldSince;
    this.#heldSince = null;
    if (since !== null && this.lastHandling) this.lastHandling.holdMs += Math.max(0, at - since);
  }
}

function givenUp({ goal, enteredAt }: Stay, at: number): StayOutcome {
  return at - enteredAt < goal.shortMs ? 'short-abandoned' : 'abandoned';
}
