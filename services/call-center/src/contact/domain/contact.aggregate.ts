import { AggregateRoot } from '#libs/kernel/aggregate-root';
import {
  NEW_COURSE,
  resumed,
  timesOf,
  type ContactCourse,
  type StandingOffer,
  type TransferTarget,
} from './contact-course.js';
import {
  ALLOWED,
  ENDS_BY,
  type Channel,
  type ContactMove,
  type ContactOutcome,
  type ContactStatus,
  type Direction,
  type LeftQueue,
} from './contact-status.js';
import {
  ContactCannotEndSo,
  ContactMoveRefused,
  ContactNotWaiting,
  ContactOfAnotherCustomer,
  TaskNeedsOutboundContact,
} from './contact.errors.js';
import type { ContactEvent } from './contact.events.js';

export interface NewContact {
  readonly id: string;
  readonly number: string;
  readonly channel: Channel;
  readonly direction: Direction;
  /** Null until somebody has found out who it is. */
  readonly customerId: string | null;
  /** The other side's number or account on the channel; personal, so it never leaves the service in an event. */
  readonly address: string | null;
  /** The task an outbound contact is made for. */
  readonly taskId: string | null;
}

/** One business encounter on one channel, of at most one customer (capabilities S3.31). */
export class Contact extends AggregateRoot<ContactEvent> {
  readonly number!: string;
  readonly channel!: Channel;
  readonly direction!: Direction;
  readonly address!: string | null;
  readonly taskId!: string | null;
  readonly startedAt!: Date;
  protected customerId!: string | null;
  protected agentId!: string | null;
  /** The queue it is or was last in; null: it came past the queues. */
  protected queueId!: string | null;
  protected status!: ContactStatus;
  protected outcome!: ContactOutcome | null;
  protected connectedAt!: Date | null;
  protected endedAt!: Date | null;
  protected course!: ContactCourse | null;

  // Rows are loaded through it, so it must not check anything.
  private constructor() {
    super();
  }

  static start(input: NewContact, now: Date): Contact {
    if (input.taskId !== null && input.direction === 'inbound') {
      throw new TaskNeedsOutboundContact('Only a contact that we start can be for a task.');
    }
    const contact = new Contact();
    Object.assign(contact, input, { startedAt: now });
    contact.status = 'waiting';
    contact.agentId = contact.queueId = contact.outcome = contact.connectedAt = contact.endedAt = contact.course = null;
    contact.record({ type: 'contact-started', at: now });
    return contact;
  }

  /** Also after its end: a missed call may be traced later. Saying again who it is changes nothing. */
  identify(customerId: string, now: Date): void {
    if (this.customerId === customerId) return;
    if (this.customerId !== null) {
      throw new ContactOfAnotherCustomer('The contact belongs to another customer.', { contactId: this.id });
    }
    this.customerId = customerId;
    this.record({ type: 'contact-identified', customerId, at: now });
  }

  /** By somebody who has it at hand, past the queues. @throws ContactNotWaiting also while it waits in a queue */
  connect(agentId: string, now: Date): void {
    if (this.queueId !== null || !ALLOWED.connect.includes(this.status)) throw this.#notWaiting();
    this.#connected(agentId, now);
  }

  /** The queue it is or was last in; null: it came past the queues. */
  get lastQueue(): string | null {
    return this.queueId;
  }

  /** From now on routing decides who gets it. @throws ContactNotWaiting */
  queue(queueId: string, now: Date): void {
    if (this.queueId !== null || !ALLOWED.queue.includes(this.status)) throw this.#notWaiting();
    this.queueId = queueId;
    this.#goOn({ queuedAt: now.getTime() });
    this.record({ type: 'contact-queued', queueId, at: now });
  }

  /** Routing put it into another queue. */
  move(to: string, reason: string, now: Date): void {
    const from = this.queueId!;
    this.queueId = to;
    this.record({ type: 'contact-moved', from, to, reason, at: now });
  }

  offer(offer: StandingOffer, now: Date): void {
    this.#allow('offer');
    this.#goOn({ offers: [...this.#course.offers, offer] });
    if (this.status === 'waiting') this.status = 'offered';
    this.record({ type: 'contact-offered', ...offer, queueId: this.queueId!, at: now });
  }

  /** Nobody has it by this offer: it waits again, at its place. */
  endOffer(reservationId: string, as: string, now: Date): void {
    const offer = this.#course.offers.find((each) => each.reservationId === reservationId);
    if (!offer) return;
    this.#allow('end-offer');
    this.#goOn({ offers: this.#course.offers.filter((each) => each !== offer) });
    if (this.status === 'offered' && this.#course.offers.length === 0) this.status = 'waiting';
    this.record({ type: 'contact-offer-ended', ...offer, as, at: now });
  }

  /** Whoever accepted has it now, whoever had it before. @throws ContactMoveRefused */
  accept(reservationId: string, agentId: string, now: Date): void {
    this.#allow('accept');
    const offers = this.#course.offers.filter((each) => each.reservationId !== reservationId);
    this.course = resumed({ ...this.#course, offers, reservationId }, now.getTime());
    this.#connected(agentId, now);
  }

  /** Offers that stood are called back. Who lets go at once leaves it waiting; on accept it stays with them until then. */
  transfer(to: TransferTarget, now: Date): void {
    this.#allow('transfer');
    const from = this.#course.reservationId === null ? null : this.agentId;
    this.record({ type: 'contact-transferred', from, to, at: now });
    if (from === null || to.letGo === 'on-accept') return;
    this.course = { ...resumed(this.#course, now.getTime()), reservationId: null };
    this.status = 'waiting';
  }

  hold(now: Date): void {
    this.#allow('hold');
    this.status = 'held';
    this.#goOn({ heldSince: now.getTime() });
    this.record({ type: 'contact-held', at: now });
  }

  resume(now: Date): void {
    this.#allow('resume');
    this.status = 'in-progress';
    this.course = resumed(this.#course, now.getTime());
    this.record({ type: 'contact-resumed', at: now });
  }

  /**
   * The encounter is over; while agents have after-contact work with it, it is being wrapped up.
   * @param wrappingUp those agents
   * @throws ContactCannotEndSo
   */
  end(outcome: ContactOutcome, now: Date, wrappingUp: readonly string[] = []): void {
    if (!ALLOWED[ENDS_BY[outcome]].includes(this.status)) {
      throw new ContactCannotEndSo(`A contact that is ${this.status} cannot end as ${outcome}.`, {
        contactId: this.id,
      });
    }
    this.outcome = outcome;
    if (outcome !== 'handled') return this.#over(null, now);
    const at = now.getTime();
    this.course = { ...resumed(this.#course, at), talkedUntil: at, wrappingUp, offers: [] };
    if (wrappingUp.length === 0) return this.#over(null, now);
    this.status = 'wrap-up';
    this.record({ type: 'contact-wrap-up-begun', at: now });
  }

  /** It left its queue unserved. */
  leave(left: LeftQueue, now: Date): void {
    this.#allow('leave');
    this.outcome = 'abandoned';
    this.#over(left, now);
  }

  /** What it came to, said by one who had it; the last word of each counts. @throws ContactMoveRefused */
  wrapUp(agentId: string, code: string, note: string | null, now: Date): void {
    this.#allow('wrap-up');
    const others = this.#course.wrapUps.filter((each) => each.agentId !== agentId);
    this.#goOn({ wrapUps: [...others, { agentId, code }] });
    this.record({ type: 'contact-wrapped-up', agentId, code, note, at: now });
  }

  /** The agent's after-contact work is done; with the last one's the contact has ended. */
  finishWrapUp(agentId: string, now: Date): void {
    if (this.status !== 'wrap-up') return;
    const wrappingUp = this.#course.wrappingUp.filter((each) => each !== agentId);
    this.#goOn({ wrappingUp });
    if (wrappingUp.length === 0) this.#over(null, now);
  }

  #connected(agentId: string, now: Date): void {
    this.status = 'in-progress';
    this.agentId = agentId;
    this.connectedAt ??= now;
    this.record({ type: 'contact-connected', agentId, at: now });
  }

  #over(left: LeftQueue | null, now: Date): void {
    this.status = 'ended';
    this.endedAt = now;
    if (this.course) this.#goOn({ offers: [] });
    const times = timesOf({ course: this.#course, connectedAt: this.connectedAt }, now.getTime());
    this.record({ type: 'contact-ended', outcome: this.outcome!, left, times, at: now });
  }

  get #course(): ContactCourse {
    return this.course ?? NEW_COURSE;
  }

  #goOn(change: Partial<ContactCourse>): void {
    this.course = { ...this.#course, ...change };
  }

  #allow(move: ContactMove): void {
    if (ALLOWED[move].includes(this.status)) return;
    throw new ContactMoveRefused(`A contact that is ${this.status} cannot ${move}.`, {
      contactId: this.id,
      status: this.status,
    });
  }

  #notWaiting(): ContactNotWaiting {
    const where = this.queueId === null ? this.status : `${this.status}, in a queue`;
    return new ContactNotWaiting(`The contact does not wait for an agent: it is ${where}.`, { contactId: this.id });
  }
}
