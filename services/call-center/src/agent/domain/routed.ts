import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { AgentMoveRefused } from './agent.errors.js';
import type { AgentEvent } from './agent.events.js';
import { dueOf, isWorking, withoutDueWork, type Hands } from './hands.js';
import { isRoutable } from './routable.js';
import { stateOf, TRANSITIONS, type Move, type RoutingState, type Standing } from './routing-state.js';
import type { NextStatus, Status } from './status.js';

const FILLS: readonly Move[] = ['offer', 'accept', 'engage'];

/** Whoever has a routing state: one at a time, reached by the moves of the table, every change an event. */
export abstract class Routed extends AggregateRoot<AgentEvent> {
  /** What they are without work in hand. */
  protected standing!: Standing;
  protected standingReason!: string | null;
  protected state!: RoutingState;
  protected reason!: string | null;
  protected since!: Date;
  protected changes!: number;
  protected readySince!: Date | null;
  protected lastHandledEnd!: Date | null;
  protected next!: NextStatus | null;
  protected hands!: Hands;
  /** When something of it ends by itself next. */
  protected dueAt!: Date | null;

  /** The time it happens at, never before what happened last; what was over until then has ended. */
  protected begin(now: Date): Date {
    const ends = this.hands.afterWork.map(({ endsAt }) => endsAt ?? Number.POSITIVE_INFINITY);
    const over = ends.filter((end) => end <= now.getTime());
    if (over.length > 0) {
      const at = this.#notBefore(new Date(Math.max(...over)));
      this.finishAfterWork(withoutDueWork(this.hands, at), at);
      this.settle('end-after-contact-work', at);
    }
    return this.#notBefore(now);
  }

  /** @throws AgentMoveRefused */
  protected allow(move: Move): void {
    if (TRANSITIONS[move][this.state] !== undefined) return;
    throw new AgentMoveRefused(`An agent who is ${this.state} cannot ${move}.`, {
      agentId: this.id,
      state: this.state,
    });
  }

  protected isRoutable(): boolean {
    const { state, standing, next, hands } = this;
    return isRoutable({ state, standing, next, hands });
  }

  /** Now, or once the work in hand is done. */
  protected become(status: NextStatus, move: Move, at: Date): void {
    if (move === 'choose' && this.#stands(status) && !this.next) return;
    const isAnswer = this.standing === 'not-responding' && status.state === 'ready';
    if (isAnswer) this.stand(status, at);
    this.#plan(this.#stands(status) ? null : status, at);
    this.settle(move, at);
  }

  /** What was next no longer is; what was before it may be. */
  protected takeBack(before: NextStatus | null, at: Date): void {
    if (this.next === before) return;
    this.#plan(before, at);
    this.settle('choose', at);
  }

  protected stand({ state, reason }: Status | { state: 'not-responding'; reason: null }, at: Date): void {
    if (state === 'ready') this.readySince = at;
    this.standing = state;
    this.standingReason = reason;
  }

  protected finishAfterWork(hands: Hands, at: Date): void {
    const contactIds = this.hands.afterWork
      .filter((work) => !hands.afterWork.includes(work))
      .map(({ contactId }) => contactId);
    this.hands = hands;
    if (contactIds.length === 0) return;
    this.lastHandledEnd = at;
    this.record({ type: 'agent-after-contact-work-ended', contactIds, at });
  }

  /** The state that follows from how they stand and what is in their hands. */
  protected settle(move: Move, at: Date): void {
    if (this.next && !isWorking(this.hands)) {
      this.stand(this.next, at);
      this.next = null;
    }
    this.dueAt = dueOf(this.hands);
    const to = stateOf(this.standing, this.hands);
    const reason = to === 'not-ready' ? this.standingReason : null;
    if (to === this.state && reason === this.reason) {
      if (this.isRoutable() && !FILLS.includes(move)) this.record({ type: 'agent-capacity-freed', at });
      return;
    }
    this.#enter(to, reason, move, at);
  }

  #plan(next: NextStatus | null, at: Date): void {
    const changes =
      next?.state !== this.next?.state || next?.reason !== this.next?.reason || next?.by !== this.next?.by;
    this.next = next;
    if (changes && isWorking(this.hands)) this.record({ type: 'agent-next-chosen', next, at });
  }

  #stands({ state, reason }: Status): boolean {
    return this.standing === state && this.standingReason === reason;
  }

  #enter(to: RoutingState, reason: string | null, move: Move, at: Date): void {
    const from = this.state;
    if (!TRANSITIONS[move][from]?.includes(to)) throw new Error(`${move} leads from ${from} to ${to}`);
    Object.assign(this, { state: to, reason, since: at, changes: this.changes + 1 });
    this.record({ type: 'agent-state-changed', seq: this.changes, from, to, reason, at });
  }

  #notBefore(time: Date): Date {
    return time < this.since ? this.since : time;
  }
}
