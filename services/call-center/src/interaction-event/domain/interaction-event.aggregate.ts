import { AggregateRoot } from '#libs/kernel/aggregate-root';
import {
  STARTED_BY_US,
  type InteractionEventOutcome,
  type InteractionEventStatus,
  type InteractionEventType,
} from './interaction-event-type.js';
import {
  ContactAlreadyLinked,
  ContactMissing,
  ContactNotIdentified,
  ContactOfSomeoneElse,
  InteractionEventAlreadyClosed,
  OutboundContactMissing,
  TicketStillOpen,
  TooLateForPreCheck,
} from './interaction-event.errors.js';
import type { InteractionEventHappening } from './interaction-event.events.js';
import { withClosed, withOpened, type LinkedTicket } from './linked-tickets.js';
import { preCheck, type PreCheckResult, type PreCheckRule } from './pre-check.js';

export interface NewInteractionEvent {
  readonly id: string;
  readonly number: string;
  readonly type: InteractionEventType;
  /** A code of the tenant's own, e.g. `order-return`. */
  readonly topic: string;
  /** What it is about, in words; it never leaves the service. */
  readonly summary: string;
}

/** A contact as an interaction event needs to know it. */
export interface ContactOfEvent {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  readonly customerId: string | null;
}

/** One service demand of one customer, raised in contacts (M:N, S3.32) and worked on in tickets (M:N, S3.34). */
export class InteractionEvent extends AggregateRoot<InteractionEventHappening> {
  readonly number!: string;
  readonly type!: InteractionEventType;
  readonly topic!: string;
  readonly summary!: string;
  readonly customerId!: string;
  readonly recordedAt!: Date;
  protected contactIds!: readonly string[];
  protected tickets!: readonly LinkedTicket[];
  protected status!: InteractionEventStatus;
  protected outcome!: InteractionEventOutcome | null;
  protected ruleId!: string | null;
  protected answer!: string | null;
  protected closedAt!: Date | null;

  // Rows are loaded through it, so it must not check anything.
  private constructor() {
    super();
  }

  static recordIn(contacts: readonly ContactOfEvent[], input: NewInteractionEvent, now: Date): InteractionEvent {
    const [first, ...others] = contacts;
    if (!first) throw new ContactMissing('A demand is raised in at least one contact.');
    if (STARTED_BY_US.has(input.type) && !contacts.some(({ direction }) => direction === 'outbound')) {
      throw new OutboundContactMissing(`A ${input.type} is ours to start: it needs an outbound contact.`);
    }
    const event = new InteractionEvent();
    Object.assign(event, input, { customerId: customerOf(first), recordedAt: now });
    event.contactIds = [first.id];
    event.tickets = [];
    event.status = 'recorded';
    event.outcome = event.ruleId = event.answer = event.closedAt = null;
    for (const contact of others) event.addContact(contact);
    event.record({ type: 'interaction-event-recorded', at: now });
    return event;
  }

  linkContact(contact: ContactOfEvent, now: Date): void {
    this.refuseClosed();
    this.addContact(contact);
    this.record({ type: 'interaction-event-contact-linked', contactId: contact.id, at: now });
  }

  /** Before anybody works on it: solved online by one of the tenant's rules, or referred to people. */
  preCheck(rules: readonly PreCheckRule[], now: Date): PreCheckResult {
    if (this.status !== 'recorded') {
      throw new TooLateForPreCheck(`The pre-check comes first; this one is already ${this.status}.`, { id: this.id });
    }
    const result = preCheck(rules, this);
    this.status = 'referred';
    this.ruleId = result.ruleId;
    this.answer = result.answer;
    this.record({ type: 'interaction-event-pre-checked', result, at: now });
    if (result.outcome === 'solved-online') this.close('solved-online', now);
    return result;
  }

  /** By an agent, on the spot. */
  closeDirectly(now: Date): void {
    this.refuseClosed();
    const open = this.tickets.filter(({ closed }) => !closed).map(({ ticketId }) => ticketId);
    if (open.length > 0) throw new TicketStillOpen('A ticket still works on it; it closes with the ticket.', { open });
    this.close('solved-directly', now);
  }

  /** A fact from ticket-center, so there is nothing to refuse: a ticket may also be opened after the event was closed. */
  ticketOpened(ticketId: string): void {
    this.tickets = withOpened(this.tickets, ticketId);
    if (this.status === 'recorded') this.status = 'referred';
  }

  /** The end of its last ticket is its own. */
  ticketClosed(ticketId: string, now: Date): void {
    this.tickets = withClosed(this.tickets, ticketId);
    if (this.status !== 'closed' && this.tickets.every(({ closed }) => closed)) this.close('ticket-closed', now);
  }

  private addContact(contact: ContactOfEvent): void {
    if (this.contactIds.includes(contact.id)) {
      throw new ContactAlreadyLinked('The contact is already linked.', { contactId: contact.id });
    }
    if (customerOf(contact) !== this.customerId) {
      throw new ContactOfSomeoneElse('The contact belongs to another customer.', { contactId: contact.id });
    }
    this.contactIds = [...this.contactIds, contact.id];
  }

  private close(outcome: InteractionEventOutcome, now: Date): void {
    this.status = 'closed';
    this.outcome = outcome;
    this.closedAt = now;
    this.record({ type: 'interaction-event-closed', outcome, at: now });
  }

  private refuseClosed(): void {
    if (this.status === 'closed') {
      throw new InteractionEventAlreadyClosed('It is closed; a new demand is a new one.', { id: this.id });
    }
  }
}

/** @throws ContactNotIdentified: a demand belongs to somebody. */
function customerOf({ id, customerId }: ContactOfEvent): string {
  if (customerId === null) throw new ContactNotIdentified('First find out whose contact it is.', { contactId: id });
  return customerId;
}
