import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import type { Callback, CallbackOutcome } from './domain/callback.js';
import type { PendingRequest } from './domain/parties.js';
import type { ColleagueRequest } from './domain/shared.js';
import type { Acting } from './domain/acting.js';
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
  /** Null: nobody is to call back. */
  readonly callback: Pick<Callback, 'number'> | null;
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
    return new RoutedContacts(this.contacts, { now: () => now, ms: () => now.getTime() });
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

  /** @throws ContactNotFound, ContactMoveRefused, ContactNotYours */
  transfer(contactId: string, to: TransferTarget, by: Acting | null): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.transfer(to, by, now));
  }

  /** Nobody took what was asked for it. */
  requestFailed(contactId: string): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.requestFailed(now));
  }

  /** @throws ContactNotFound, ContactNotYours, ContactCannotEndSo, ContactAwaitsCallback */
  end(
    contactId: string,
    outcome: ContactOutcome,
    by: Acting | null,
    wrappingUp: readonly string[],
  ): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.end(outcome, by, now, wrappingUp));
  }

  /** @throws ContactMoveRefused, ContactNotYours, ContactAwaitsCallback */
  leave(contactId: string, left: LeftQueue, by: Acting | null): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.leave(left, by, now));
  }

  /** @throws what the contact refuses */
  askColleague(contactId: string, request: ColleagueRequest, by: Acting | null): Promise<void> {
    return this.#change(contactId, (contact, now) => contact.askColleague(request, by, now));
  }

  /** @throws ContactNotYours, ContactRequestNotPending */
  cancelRequest(contactId: string, kind: PendingRequest['kind'], by: Acting | null): Promise<void> {
    return this.#change(contactId, (contact, now) => contact.cancelRequest(kind, by, now));
  }

  /** @throws ContactNotYours, ContactNotConsulting */
  completeConsultation(contactId: string, by: Acting | null): Promise<{ from: string; to: string }> {
    return this.#change(contactId, (contact, now) => contact.completeConsultation(by, now));
  }

  /** Says who was consulted. @throws ContactNotYours, ContactNotConsulting */
  endConsultation(contactId: string, by: Acting | null): Promise<string> {
    return this.#change(contactId, (contact, now) => contact.endConsultation(by, now));
  }

  /** Says who has it instead; null: who leaves did not have it. @throws what the contact refuses */
  leaveConference(contactId: string, agentId: string, successor: string | null): Promise<string | null> {
    return this.#change(contactId, (contact, now) => contact.leaveConference(agentId, successor, now));
  }

  /** @throws what the contact refuses */
  removeParticipant(contactId: string, agentId: string, by: Acting | null): Promise<void> {
    return this.#change(contactId, (contact, now) => contact.removeParticipant(agentId, by, now));
  }

  /** @throws what the contact refuses */
  handOver(contactId: string, agentId: string, by: Acting | null): Promise<void> {
    return this.#change(contactId, (contact, now) => contact.handOver(agentId, by, now));
  }

  /** Says who had it. @throws ContactMoveRefused, SupervisorHasContact */
  takeOver(contactId: string, supervisorId: string, reservationId: string): Promise<string> {
    return this.#change(contactId, (contact, now) => contact.takeOver(supervisorId, reservationId, now));
  }

  /** @throws ContactMoveRefused, CallbackNotPossible */
  promiseCallback(contactId: string, { number, notBefore }: { number: string | null; notBefore: number | null }) {
    const wish = { number, notBefore: notBefore === null ? null : new Date(notBefore) };
    return this.#change(contactId, (contact, now) => contact.promiseCallback(wish, now));
  }

  /** @throws CallbackNotUnderWay */
  async dialling(contactId: string): Promise<Callback> {
    return (await this.contacts.get(contactId)).dialling();
  }

  /** @throws ContactNotYours, CallbackNotUnderWay */
  callbackAttempted(contactId: string, outcome: CallbackOutcome, again: Date | null, by: Acting | null): Promise<void> {
    return this.#change(contactId, (contact, now) => contact.callbackAttempted(outcome, again, by, now));
  }

  finishWrapUp(contactId: string, agentId: string): Promise<RoutedContact> {
    return this.#update(contactId, (contact, now) => contact.finishWrapUp(agentId, now));
  }

  #update(contactId: string, change: (contact: Contact, now: Date) => void): Promise<RoutedContact> {
    return this.#change(contactId, (contact, now) => {
      change(contact, now);
      return routed(contact);
    });
  }

  #change<Result>(contactId: string, change: (contact: Contact, now: Date) => Result): Promise<Result> {
    return this.contacts.update(contactId, (contact) => change(contact, this.clock.now()));
  }
}

function routed(contact: Contact): RoutedContact {
  const { channel, course } = contact as unknown as ContactRow;
  const { callback } = course ?? {};
  return { channel, queuedAt: course?.queuedAt ?? null, callback: callback?.state === 'promised' ? callback : null };
}
