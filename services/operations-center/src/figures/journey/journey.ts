import { inOrder, type Connected, type Ended, type Fact, type Joined, type LetGo, type Offered } from './fact.js';
import type { OfferEnded, Queued, WrappedUp } from './fact.js';
import { isOpenOffer, joinBeside, leaveBeside, newHandling } from './handling.js';
import type { Handling, Stay, StayOutcome } from './handling.js';

/** A contact's way through queues and hands, as far as it was told. */
export class Journey {
  readonly stays: Stay[] = [];
  readonly handlings: Handling[] = [];
  channel: string | null = null;
  isWrappedUp = false;
  isOver = false;
  /** Who has it, or had it last. */
  lastHandling: Handling | undefined;
  #heldSince: number | null = null;
  #isCallbackPromised = false;

  /** @param facts in any order; what is not told yet is not assumed */
  static of(facts: readonly Fact[]): Journey {
    const journey = new Journey();
    for (const fact of inOrder(facts)) journey.#take(fact);
    return journey;
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
      case 'offer-ended':
        return this.#offerEnded(fact);
      case 'connected':
        return this.#connected(fact);
      case 'held':
        this.#heldSince = fact.at;
        return;
      case 'resumed':
        return this.#resumed(fact.at);
      case 'let-go':
        return this.#letGo(fact);
      case 'joined':
        return this.#joined(fact);
      case 'left':
        return this.#left(fact.at, fact.agentId);
      case 'transfer-ended':
        if (this.isInService) this.#leave('withdrawn', fact.at);
        return;
      case 'callback-promised':
        this.#isCallbackPromised = true;
        return;
      case 'callback-failed':
        return this.#callbackFailed(fact.at, fact.again);
      case 'wrap-up-begun':
        this.#talkIsOver(fact.at);
        this.isWrappedUp = true;
        return;
      case 'wrapped-up':
        return this.#wrappedUp(fact);
      case 'ended':
        return this.#ended(fact);
    }
  }

  #queued({ queueId, goal, at, moved, channel }: Queued): void {
    this.channel = channel;
    this.#leave(moved ?? 'withdrawn', at);
    this.stays.push({ queueId, goal, enteredAt: at, leftAt: null, outcome: null });
  }

  #offered({ agentId, teamId, at, ...rest }: Offered | Connected | Joined): Handling {
    const isOffered = rest.what === 'offered';
    const queueId = isOffered ? (rest.queueId ?? null) : null;
    const handling = newHandling({ agentId, teamId, begunAt: at, isOffered, queueId });
    this.handlings.push(handling);
    return handling;
  }

  #offerEnded({ agentId, as }: OfferEnded): void {
    const offer = this.handlings.findLast((each) => each.agentId === agentId && isOpenOffer(each));
    if (offer) offer.endedAs = as;
  }

  /** What the agent was offered, or has come to without. */
  #taken(fact: Connected | Joined): Handling {
    const offer = this.handlings.findLast((each) => each.agentId === fact.agentId && isOpenOffer(each));
    return offer ?? this.#offered(fact);
  }

  #connected(fact: Connected): void {
    const { agentId, at } = fact;
    const before = this.lastHandling;
    this.#letGo({ at });
    const beside = this.handlings.findLast((each) => each.agentId === agentId && each.besideSince !== null);
    if (beside) leaveBeside(beside, at);
    const handling = beside?.connectedAt === null ? beside : this.#taken(fact);
    const stay = this.openStay ?? before?.stay ?? this.stays.at(-1) ?? null;
    this.#leave('answered', at);
    Object.assign(handling, { connectedAt: at, stay });
    this.lastHandling = handling;
  }

  #joined(fact: Joined): void {
    const isBeside = this.handlings.some((each) => each.agentId === fact.agentId && each.besideSince !== null);
    if (!isBeside) joinBeside(this.#taken(fact), fact.at);
  }

  #callbackFailed(at: number, again: boolean): void {
    const { lastHandling } = this;
    if (!lastHandling) return;
    lastHandling.isInVain = true;
    if (again) this.#letGo({ at });
    const stay = lastHandling.stay;
    if (stay?.outcome !== 'answered') return;
    Object.assign(stay, again ? { outcome: null, leftAt: null } : { outcome: 'withdrawn', leftAt: at });
  }

  /** The agent's own part, whoever has it by then. */
  #wrappedUp({ agentId, at }: WrappedUp): void {
    const had = this.handlings.findLast((each) => each.agentId === agentId && each.until !== null);
    if (had) Object.assign(had, { wrapMs: Math.max(0, at - had.until!), isWrapTold: true });
  }

  #ended({ at, left, gaveUp, wrapMs, channel }: Ended): void {
    this.channel ??= channel;
    const last = this.lastHandling;
    const wrapping = this.isWrappedUp && last ? at - last.until! : wrapMs;
    this.#talkIsOver(at - wrapping);
    if (last && !last.isWrapTold) last.wrapMs = wrapping;
    const { openStay } = this;
    if (openStay) this.#leave(this.#unserved(openStay, { at, left, gaveUp }), at);
    this.isOver = true;
  }

  /** Who was promised a callback has not given up. */
  #unserved({ goal, enteredAt }: Stay, { at, left, gaveUp }: Pick<Ended, 'at' | 'left' | 'gaveUp'>): StayOutcome {
    if (this.#isCallbackPromised) return left === 'timed-out' ? left : 'withdrawn';
    if (left) return left;
    if (!gaveUp) return 'withdrawn';
    return at - enteredAt < goal.shortMs ? 'short-abandoned' : 'abandoned';
  }

  #leave(outcome: StayOutcome, at: number): void {
    const { openStay } = this;
    if (openStay) Object.assign(openStay, { outcome, leftAt: Math.max(at, openStay.enteredAt) });
  }

  #talkIsOver(at: number): void {
    this.#letGo({ at });
    for (const handling of this.handlings) leaveBeside(handling, at);
  }

  #letGo({ at, stays }: Pick<LetGo, 'at' | 'stays'>): void {
    const { lastHandling } = this;
    if (!lastHandling || lastHandling.until !== null) return;
    this.#resumed(at);
    lastHandling.until = Math.max(at, lastHandling.connectedAt!);
    if (stays) joinBeside(lastHandling, at);
  }

  #left(at: number, agentId: string): void {
    for (const handling of this.handlings) if (handling.agentId === agentId) leaveBeside(handling, at);
  }

  #resumed(at: number): void {
    const since = this.#heldSince;
    this.#heldSince = null;
    if (since !== null && this.lastHandling) this.lastHandling.holdMs += Math.max(0, at - since);
  }
}
