import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { AcceptOffer } from './commands/accept-offer.js';
import { ConnectContact } from './commands/connect-contact.js';
import { DeclineOffer } from './commands/decline-offer.js';
import { EndContact } from './commands/end-contact.js';
import { HoldContact } from './commands/hold-contact.js';
import { IdentifyContact } from './commands/identify-contact.js';
import { QueueContact } from './commands/queue-contact.js';
import { ResumeContact } from './commands/resume-contact.js';
import { StartContact } from './commands/start-contact.js';
import { TakeContact } from './commands/take-contact.js';
import { TransferContact } from './commands/transfer-contact.js';
import type { QueueWish, TransferTarget } from '../routing/desk.api.js';
import type { NewContact } from './domain/contact.aggregate.js';
import type { ContactOutcome } from './domain/contact-status.js';
import { Contacts } from './domain/contact.repository.js';

/** What other contexts do with contacts. Starting, identifying and connecting join the caller's transaction; what routing decides about has one of its own. */
@Injectable()
export class ContactDesk {
  constructor(
    private readonly commands: CommandBus,
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  start(input: Omit<NewContact, 'id' | 'number'>): Promise<{ id: string; number: string }> {
    return this.commands.execute(new StartContact(input));
  }

  /** @throws ContactOfAnotherCustomer */
  identify(contactId: string, customerId: string): Promise<void> {
    return this.commands.execute(new IdentifyContact(contactId, customerId));
  }

  /** Nothing when somebody has it, or had it. @throws ContactNotFound, ContactNotWaiting while it waits in a queue */
  async connect(contactId: string, agentId: string): Promise<void> {
    const { isWaiting } = await this.contacts.get(contactId);
    if (isWaiting) await this.commands.execute(new ConnectContact(contactId, agentId));
  }

  /** Once: one that waits in a queue already, or is past it, stays where it is. @throws what routing refuses */
  async queue(contactId: string, wish: QueueWish): Promise<void> {
    const { isUnqueued } = await this.contacts.get(contactId);
    if (isUnqueued) await this.commands.execute(new QueueContact(contactId, wish));
  }

  /**
   * Out of the queue it waits in, or past the queues. Nothing when the agent has it.
   * @throws AgentNotFree, ContactNotRouted when another agent has it past the queues
   */
  async take(contactId: string, agentId: string): Promise<void> {
    const { isUnqueued } = await this.contacts.get(contactId);
    await this.commands.execute(
      isUnqueued ? new ConnectContact(contactId, agentId) : new TakeContact(contactId, agentId),
    );
  }

  /** @throws ContactNotRouted, ContactMoveRefused */
  transfer(contactId: string, to: TransferTarget): Promise<void> {
    return this.commands.execute(new TransferContact(contactId, to));
  }

  /** @throws OfferNotFound, OfferClosed with what became of it; an offer that was accepted is accepted */
  accept(contactId: string, agentId: string): Promise<void> {
    return this.commands.execute(new AcceptOffer(contactId, agentId));
  }

  /** @throws OfferNotFound, OfferClosed with what became of it; an offer that was declined is declined */
  decline(contactId: string, agentId: string): Promise<void> {
    return this.commands.execute(new DeclineOffer(contactId, agentId));
  }

  /** Back into its queue, as old as it is: who had it is gone. @throws what routing refuses */
  requeue(contactId: string, queueId: string): Promise<void> {
    return this.commands.execute(new TransferContact(contactId, { queueId, age: 'system', letGo: 'at-once' }));
  }

  /** Joins the caller's transaction. @throws ContactMoveRefused */
  hold(contactId: string): Promise<void> {
    return this.commands.execute(new HoldContact(contactId));
  }

  /** Joins the caller's transaction. @throws ContactMoveRefused */
  resume(contactId: string): Promise<void> {
    return this.commands.execute(new ResumeContact(contactId));
  }

  /** The customer is gone: handled when somebody was there, else as given; nothing when it is over for them already. */
  async leave(contactId: string, whileWaiting: 'self-served' | 'abandoned'): Promise<void> {
    const outcome = (await this.contacts.get(contactId)).outcomeOfLeaving(whileWaiting);
    if (outcome) await this.commands.execute(new EndContact(contactId, outcome));
  }

  /** Ends a contact nobody has taken or was asked for; any other stays as it is. */
  endWaiting(contactId: string, outcome: ContactOutcome): Promise<void> {
    return this.contacts.update(contactId, (contact) => {
      if (contact.isUnqueued) contact.end(outcome, this.clock.now());
    });
  }
}
