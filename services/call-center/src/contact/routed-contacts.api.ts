import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import type { Contact } from './domain/contact.aggregate.js';
import type { StandingOffer, TransferTarget } from './domain/contact-course.js';
import type { Channel, ContactOutcome, LeftQueue } from './domain/contact-status.js';
import { Contacts } from './domain/contact.repository.js';
import type { ContactRow } from './infra/contact.schema.js';

/** What routing has to know of a contact. */
export interface RoutedContact {
  readonly channel: Channel;
  /** ms since the epoch; null: it was never queued. */
  readonly queuedAt: number | null;
}

/** What routing does with contacts, in its transaction. */
@Injectable()
export class RoutedContacts {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  /** The same where it is that time: what routing decides at an instant happens to contacts at the same one, however long it takes. */
  asOf(now: Date): RoutedContacts {
    return new RoutedContacts(this.contacts, { now: () => now });
  }

  /** @throws ContactNotFound */
  async get(contactId: string): Promise<RoutedContact> {
    return routed(await this.contacts.get(contactId));
  }

  /** @throws ContactNotFound, ContactNotWaiting */
  queue(contactId: string, queueId: string): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.queue(queueId, now));
  }

  move(contactId: string, to: string, reason: string): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.move(to, reason, now));
  }

  /** @throws ContactMoveRefused */
  offer(contactId: string, offer: StandingOffer): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.offer(offer, now));
  }

  /** @throws ContactMoveRefused */
  endOffer(contactId: string, reservationId: string, as: string): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.endOffer(reservationId, as, now));
  }

  /** @throws ContactMoveRefused */
  accept(contactId: string, reservationId: string, agentId: string): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.accept(reservationId, agentId, now));
  }

  /** @throws ContactNotFound, ContactMoveRefused */
  transfer(contactId: string, to: TransferTarget): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.transfer(to, now));
  }

  /** @throws ContactNotFound, ContactCannotEndSo */
  end(contactId: string, outcome: ContactOutcome, wrappingUp: readonly string[]): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.end(outcome, now, wrappingUp));
  }

  /** @throws ContactMoveRefused */
  leave(contactId: string, left: LeftQueue): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.leave(left, now));
  }

  finishWrapUp(contactId: string, agentId: string): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.finishWrapUp(agentId, now));
  }

  #update(contactId: string, change: (contact: Contact, now: Date) => void): Promise<RoutedContact> {
    return this.contacts.update(contactId, (contact) => {
      change(contact, this.clock.now());
      return routed(contact);
    });
  }
}

function routed(contact: Contact): RoutedContact {
  const { channel, course } = contact as unknown as ContactRow;
  return { channel, queuedAt: course?.queuedAt ?? null };
}
