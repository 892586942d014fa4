import {
  AfterContactWorkMustLast,
  AgentAtCapacity,
  AgentExcludedFromContact,
  AgentNotRoutable,
  StatusRequestIsOnesOwn,
  StatusRequestNotOpen,
} from './agent.errors.js';
import { fits, type Capacity, type Channel } from './capacity.js';
import * as has from './hands.js';
import { Routed } from './routed.js';
import type { Move } from './routing-state.js';
import { LOGGED_IN, type Status, type StatusRequest } from './status.js';
import { remembered, type Assignment, type Ending, type Reservation } from './work.js';

/** Somebody who handles contacts, by the id of their account. One state at a time; every change of it is an event. */
export class Agent extends Routed {
  protected request!: StatusRequest | null;

  // Rows are loaded through it, so it must not check anything.
  private constructor() {
    super();
  }

  static enrol(id: string, now: Date): Agent {
    const agent = new Agent();
    Object.assign(agent, { id, since: now, changes: 0, hands: has.EMPTY_HANDS });
    agent.standing = agent.state = 'offline';
    agent.standingReason = agent.reason = agent.next = agent.request = null;
    agent.readySince = agent.lastHandledEnd = agent.dueAt = null;
    agent.record({ type: 'agent-enrolled', at: now });
    return agent;
  }

  /** Whoever is in already stays in. */
  logIn(now: Date): void {
    const at = this.begin(now);
    if (this.standing !== 'offline') {
      if (this.next?.state === 'offline') this.takeBack(null, at);
      return;
    }
    this.stand({ state: 'not-ready', reason: LOGGED_IN }, at);
    this.settle('log-in', at);
  }

  /** Now, or once the work in hand is done. */
  choose(status: Status, now: Date): void {
    const at = this.begin(now);
    this.allow('choose');
    this.#closeRequest('withdrawn', null, at);
    this.become({ ...status, by: 'agent' }, 'choose', at);
  }

  /** As choosing to be not ready, once a supervisor has approved. */
  requestStatus(requestId: string, reason: string, now: Date): void {
    const at = this.begin(now);
    this.allow('choose');
    this.#closeRequest('withdrawn', null, at);
    this.takeBack(null, at);
    this.request = { id: requestId, reason, at: at.getTime() };
    this.record({ type: 'agent-status-requested', requestId, reason, at });
  }

  approve(requestId: string, by: string, now: Date): void {
    const at = this.begin(now);
    const { reason } = this.#decide(requestId, 'approved', by, at);
    this.become({ state: 'not-ready', reason, by: 'agent' }, 'choose', at);
  }

  declineRequest(requestId: string, by: string, now: Date): void {
    this.#decide(requestId, 'declined', by, this.begin(now));
  }

  /** A supervisor says what somebody is; a contact in hand is finished first, after-contact work is not. */
  force(status: Status, by: string, why: string, now: Date): void {
    const at = this.begin(now);
    this.allow('force');
    this.#closeRequest('withdrawn', null, at);
    this.record({ type: 'agent-forced', ...status, by, why, at });
    this.finishAfterWork({ ...this.hands, afterWork: [] }, at);
    this.become({ ...status, by: 'supervisor' }, 'force', at);
  }

  /** The lease has run out: nobody is there. A contact in hand may go on by telephone and is waited for. */
  lapse(now: Date): void {
    const at = this.begin(now);
    if (this.standing === 'offline') return;
    this.#closeRequest('withdrawn', null, at);
    this.record({ type: 'agent-lapsed', at });
    this.finishAfterWork({ ...this.hands, afterWork: [] }, at);
    this.become({ state: 'offline', reason: null, by: 'lease', before: this.next }, 'lapse', at);
  }

  /** Somebody is there again before the contact in hand has ended: all is as before. */
  returnToLease(now: Date): void {
    const at = this.begin(now);
    if (this.next?.by !== 'lease') return;
    this.record({ type: 'agent-returned', at });
    this.takeBack(this.next.before ?? null, at);
  }

  /** Once for each reservation. @throws AgentNotRoutable, AgentExcludedFromContact, AgentHasContact, AgentAtCapacity, ReservationEnded */
  offer(reservation: Reservation, capacity: Capacity, now: Date): void {
    const at = this.begin(now);
    const { id, contactId, channel } = reservation;
    if (['offered', 'accepted'].includes(has.standingOf(this.hands, id) ?? '')) return;
    has.refuseKnown(this.hands, reservation);
    if (!this.isRoutable()) {
      throw new AgentNotRoutable(`The agent takes no contacts: ${this.state}.`, {
        agentId: this.id,
        state: this.state,
      });
    }
    if (has.isExcluded(this.hands, contactId, at)) {
      throw new AgentExcludedFromContact('The agent declined or missed this contact just now.', { contactId });
    }
    this.#refuseWithoutRoom(channel, capacity);
    this.hands = has.withOffer(this.hands, reservation, at);
    this.record({ type: 'agent-offered', assignmentId: id, contactId, channel, at });
    this.settle('offer', at);
  }

  /** @throws ReservationEnded with how it ended, when it was not in time; ReservationNotFound */
  accept(reservationId: string, now: Date): void {
    const at = this.begin(now);
    if (['accepted', 'released'].includes(has.standingOf(this.hands, reservationId) ?? '')) return;
    const offer = has.pendingOffer(this.hands, reservationId);
    this.allow('accept');
    this.#take(offer, 'accept', at);
  }

  decline(reservationId: string, now: Date): void {
    this.#endOffer(reservationId, 'declined', 'decline', now);
  }

  /** Nobody answered: not responding until they say what they are, unless they already did. */
  miss(reservationId: string, now: Date): void {
    this.#endOffer(reservationId, 'missed', 'miss', now);
  }

  /** The contact is gone or goes elsewhere. Allowed at any time: one that comes before its offer forestalls it. */
  cancel(reservationId: string, now: Date): void {
    const known = has.standingOf(this.hands, reservationId);
    if (known === 'offered') return this.#endOffer(reservationId, 'canceled', 'cancel', now);
    if (known !== undefined) return;
    this.hands = { ...this.hands, ended: remembered(this.hands.ended, reservationId, 'canceled') };
  }

  /** A contact past the queues, as a call the agent makes: also while not ready, and that again afterwards. */
  engage(assignment: Assignment, capacity: Capacity, now: Date): void {
    const at = this.begin(now);
    if (has.standingOf(this.hands, assignment.id) === 'accepted') return;
    has.refuseKnown(this.hands, assignment);
    this.allow('engage');
    this.#refuseWithoutRoom(assignment.channel, capacity);
    this.#take(assignment, 'engage', at);
  }

  /** The contact is over for this agent; its room is free, once. @throws EngagementNotFound */
  release(engagementId: string, now: Date): void {
    const at = this.begin(now);
    if (has.standingOf(this.hands, engagementId) === 'released') return;
    const engagement = has.runningEngagement(this.hands, engagementId);
    const { contactId, channel } = engagement;
    const after = has.withEnd(this.hands, engagementId, 'released', at);
    // Whoever is gone does nothing afterwards.
    this.hands = this.next?.by === 'lease' ? after : has.withAfterWork(after, engagement, at);
    if (this.hands.afterWork.length === after.afterWork.length) this.lastHandledEnd = at;
    this.record({ type: 'agent-assignment-ended', assignmentId: engagementId, contactId, channel, as: 'released', at });
    this.settle('release', at);
  }

  /** What is over although nobody said so here. @param isLive by the id of the contact */
  reconcile(isLive: (contactId: string) => boolean, now: Date): void {
    const { engagements, offers } = this.hands;
    for (const { id, contactId } of engagements) if (!isLive(contactId)) this.release(id, now);
    for (const { id, contactId } of offers) if (!isLive(contactId)) this.cancel(id, now);
  }

  /** @throws EngagementNotFound */
  askForAfterWork(engagementId: string, now: Date): void {
    const at = this.begin(now);
    this.hands = has.withAfterWorkAsked(this.hands, engagementId);
    this.record({ type: 'agent-after-contact-work-asked', assignmentId: engagementId, at });
  }

  /** @throws AfterContactWorkMustLast when all of it has a time of its own to last */
  endAfterWork(now: Date): void {
    const at = this.begin(now);
    this.allow('end-after-contact-work');
    const lasting = this.hands.afterWork.filter(({ mode }) => mode === 'forced');
    if (lasting.length === this.hands.afterWork.length)
      throw new AfterContactWorkMustLast('After-contact work lasts until its time is over.', { agentId: this.id });
    this.finishAfterWork({ ...this.hands, afterWork: lasting }, at);
    this.settle('end-after-contact-work', at);
  }

  /** Ends what should be over by now: after-contact work at its time, offers that nobody else ended. */
  tidy(now: Date): void {
    const at = this.begin(now);
    for (const { id } of has.overdueOffers(this.hands, at)) this.miss(id, at);
  }

  #take(assignment: Assignment, move: Move, at: Date): void {
    const { id, contactId, channel } = assignment;
    this.hands = has.withEngagement(this.hands, assignment, at);
    this.record({ type: 'agent-engaged', assignmentId: id, contactId, channel, at });
    this.settle(move, at);
  }

  #endOffer(id: string, as: Ending, move: Move, now: Date): void {
    const at = this.begin(now);
    if (has.standingOf(this.hands, id) === as) return;
    const { contactId, channel, toTheEnd } = has.pendingOffer(this.hands, id);
    this.allow(move);
    this.hands = has.withEnd(this.hands, id, as, at);
    this.record({ type: 'agent-assignment-ended', assignmentId: id, contactId, channel, as, at });
    if (as === 'declined' && toTheEnd) this.readySince = at;
    if (as === 'missed') this.stand({ state: 'not-responding', reason: null }, at);
    this.settle(move, at);
  }

  #refuseWithoutRoom(channel: Channel, capacity: Capacity): void {
    if (fits(capacity, has.inHand(this.hands), channel)) return;
    throw new AgentAtCapacity(`The agent has no room for one more ${channel} contact.`, { agentId: this.id, channel });
  }

  #decide(requestId: string, outcome: 'approved' | 'declined', by: string, at: Date): StatusRequest {
    const { request } = this;
    if (request?.id !== requestId)
      throw new StatusRequestNotOpen('There is no such request of the agent any more.', { requestId });
    if (by === this.id) throw new StatusRequestIsOnesOwn('Nobody decides their own request.', { requestId });
    this.#closeRequest(outcome, by, at);
    return request;
  }

  #closeRequest(outcome: 'approved' | 'declined' | 'withdrawn', by: string | null, at: Date): void {
    if (!this.request) return;
    this.record({ type: 'agent-status-decided', requestId: this.request.id, outcome, by, at });
    this.request = null;
  }
}
