import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { NEW_COURSE, resumed, type ContactCourse, type StandingOffer, type TransferTarget } from './contact-course.js';
import { ALLOWED, type ContactMove, type ContactStatus } from './contact-status.js';
import { ContactMoveRefused, ContactNotWaiting } from './contact.errors.js';
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
    this.queueId = queueId;
    this.goOn({ queuedAt: now.getTime() });
    this.record({ type: 'contact-queued', queueId, at: now });
  }

  /** Routing put it into another queue. */
  move(to: string, reason: string, now: Date): void {
    const from = this.queueId!;
    this.queueId = to;
    this.record({ type: 'contact-moved', from, to, reason, at: now });
  }

  offer(offer: StandingOffer, now: Date): void {
    this.allow('offer');
    this.goOn({ offers: [...this.passed.offers, offer] });
    if (this.status === 'waiting') this.status = 'offered';
    this.record({ type: 'contact-offered', ...offer, queueId: this.queueId!, at: now });
  }

  /** Nobody has it by this offer: it waits again, at its place. */
  endOffer(reservationId: string, as: string, now: Date): void {
    const offer = this.passed.offers.find((each) => each.reservationId === reservationId);
    if (!offer) return;
    this.allow('end-offer');
    this.goOn({ offers: this.passed.offers.filter((each) => each !== offer) });
    if (this.status === 'offered' && this.passed.offers.length === 0) this.status = 'waiting';
    this.record({ type: 'contact-offer-ended', ...offer, as, at: now });
  }

  /** Whoever accepted has it now, whoever had it before. @throws ContactMoveRefused */
  accept(reservationId: string, agentId: string, now: Date): void {
    this.allow('accept');
    const offers = this.passed.offers.filter((each) => each.reservationId !== reservationId);
    this.course = resumed({ ...this.passed, offers, reservationId }, now.getTime());
    this.connected(agentId, now);
  }

  /** Offers that stood are called back. Who lets go at once leaves it waiting; on accept it stays with them until then. */
  transfer(to: TransferTarget, now: Date): void {
    this.allow('transfer');
    const from = this.passed.reservationId === null ? null : this.agentId;
    this.record({ type: 'contact-transferred', from, to, at: now });
    if (from === null || to.letGo === 'on-accept') return;
    this.course = { ...resumed(this.passed, now.getTime()), reservationId: null };
    this.status = 'waiting';
  }

  protected connected(agentId: string, now: Date): void {
    this.status = 'in-progress';
    this.agentId = agentId;
    this.connectedAt ??= now;
    this.record({ type: 'contact-connected', agentId, at: now });
  }

  protected get passed(): ContactCourse {
    return this.course ?? NEW_COURSE;
  }

  protected goOn(change: Partial<ContactCourse>): void {
    this.course = { ...this.passed, ...change };
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
