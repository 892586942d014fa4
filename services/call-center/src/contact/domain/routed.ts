import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { Acting } from './acting.js';
import { NEW_COURSE, resumed, withOne, type ContactCourse, type StandingOffer } from './contact-course.js';
import { ALLOWED, type ContactMove, type ContactStatus } from './contact-status.js';
import { ContactMoveRefused, ContactNotWaiting, ContactNotYours } from './contact.errors.js';
import type { ContactEvent } from './contact.events.js';

/** A contact as it passes through queues, offers and hands. */
export abstract class Routed extends AggregateRoot<ContactEvent> {
  protected agentId!: string | null;
  /** The queue it is or was last in; null: it came past the queues. */
  protected queueId!: string | null;
  protected status!: ContactStatus;
  protected connectedAt!: Date | null;
  protected course!: ContactCourse | null;

  /** The queue it is or was last in; null: it came past the queues. */
  get lastQueue(): string | null {
    return this.queueId;
  }

  /** From now on routing decides who gets it. @throws ContactNotWaiting */
  queue(queueId: string, now: Date): void {
    if (this.queueId !== null || !ALLOWED.queue.includes(this.status)) throw this.notWaiting();
    this.#enter(queueId, now);
  }

  /** Routing put it, or what is asked of colleagues, into another queue; one that came past the queues into its first. */
  move(to: string, reason: string, now: Date): void {
    const { request } = this.passed;
    if (request && request.kind !== 'transfer') return this.goOn({ request: { ...request, to: { queueId: to } } });
    const from = this.queueId;
    if (from === null) return this.#enter(to, now);
    this.queueId = to;
    this.record({ type: 'contact-moved', from, to, reason, at: now });
  }

  offer(offer: StandingOffer, now: Date): void {
    this.allow('offer');
    this.goOn({ offers: [...this.passed.offers, offer] });
    if (this.status === 'waiting') this.status = 'offered';
    const { request } = this.passed;
    const queueId = request && 'queueId' in request.to ? request.to.queueId : this.queueId!;
    this.record({ type: 'contact-offered', ...offer, queueId, for: request?.kind ?? 'queue', at: now });
  }

  /** Nobody has it by this offer: it waits again, at its place. */
  endOffer(reservationId: string, as: string, now: Date): void {
    const offer = this.passed.offers.find((each) => each.reservationId === reservationId);
    if (!offer) return;
    this.allow('end-offer');
    this.goOn({ offers: this.passed.offers.filter((each) => each !== offer) });
    if (this.status === 'offered' && this.passed.offers.length === 0) this.status = 'waiting';
    const { request } = this.passed;
    if (request) this.goOn({ request: { ...request, missedAs: as } });
    this.record({ type: 'contact-offer-ended', ...offer, as, at: now });
  }

  /** Whoever accepted has it now, whoever had it before. @throws ContactMoveRefused */
  accept(reservationId: string, agentId: string, now: Date): void {
    this.allow('accept');
    const offers = this.passed.offers.filter((each) => each.reservationId !== reservationId);
    this.course = resumed({ ...this.passed, offers, reservationId, request: null }, now.getTime());
    this.connected(agentId, now);
  }

  #enter(queueId: string, now: Date): void {
    this.queueId = queueId;
    this.goOn({ queuedAt: now.getTime() });
    this.record({ type: 'contact-queued', queueId, at: now });
  }

  protected connected(agentId: string, now: Date): void {
    this.status = 'in-progress';
    this.agentId = agentId;
    this.connectedAt ??= now;
    this.goOn({ had: withOne(this.passed.had, agentId) });
    this.record({ type: 'contact-connected', agentId, at: now });
  }

  protected get passed(): ContactCourse {
    return { ...NEW_COURSE, ...this.course };
  }

  protected goOn(change: Partial<ContactCourse>): void {
    this.course = { ...this.passed, ...change };
  }

  /** @throws ContactNotYours */
  protected mustBeHadBy(by: Acting | null): void {
    const isHad = this.status !== 'waiting' && this.status !== 'offered';
    const hasIt = isHad ? this.agentId : null;
    if (by === null || by.forOthers || by.id === hasIt) return;
    const who = hasIt === null ? 'Nobody has the contact.' : 'Somebody else has the contact.';
    throw new ContactNotYours(who, { contactId: this.id, facts: { hasIt } });
  }

  protected allow(move: ContactMove): void {
    if (ALLOWED[move].includes(this.status)) return;
    throw new ContactMoveRefused(`A contact that is ${this.status} cannot ${move}.`, {
      contactId: this.id,
      status: this.status,
    });
  }

  protected notWaiting(): ContactNotWaiting {
    const where = this.queueId === null ? this.status : `${this.status}, in a queue`;
    return new ContactNotWaiting(`The contact does not wait for an agent: it is ${where}.`, { contactId: this.id });
  }
}
