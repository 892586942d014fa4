import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { ENDS_FROM, type Channel, type ContactOutcome, type ContactStatus, type Direction } from './contact-status.js';
import {
  ContactCannotEndSo,
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
  protected status!: ContactStatus;
  protected outcome!: ContactOutcome | null;
  protected connectedAt!: Date | null;
  protected endedAt!: Date | null;

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
    contact.agentId = contact.outcome = contact.connectedAt = contact.endedAt = null;
    contact.record({ type: 'contact-started', at: now });
    return contact;
  }

  get isWaiting(): boolean {
    return this.status === 'waiting';
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

  connect(agentId: string, now: Date): void {
    if (this.status !== 'waiting') {
      throw new ContactNotWaiting(`The contact does not wait for an agent: it is ${this.status}.`, {
        contactId: this.id,
      });
    }
    this.status = 'in-progress';
    this.agentId = agentId;
    this.connectedAt = now;
    this.record({ type: 'contact-connected', agentId, at: now });
  }

  end(outcome: ContactOutcome, now: Date): void {
    if (this.status !== ENDS_FROM[outcome]) {
      throw new ContactCannotEndSo(`A contact that is ${this.status} cannot end as ${outcome}.`, {
        contactId: this.id,
      });
    }
    this.status = 'ended';
    this.outcome = outcome;
    this.endedAt = now;
    this.record({ type: 'contact-ended', outcome, at: now });
  }
}
