import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { AcceptOffer } from './commands/accept-offer.js';
import { AskForCallback } from './commands/callback/ask-for-callback.js';
import { ReportCallback } from './commands/callback/report-callback.js';
import { RemoveOutsideParty } from './commands/conference/remove-outside-party.js';
import { LeaveConference } from './commands/conference/leave-conference.js';
import { EndConsultation } from './commands/consultation/end-consultation.js';
import { StopSupervising } from './commands/supervision/stop-supervising.js';
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
import type { CallbackOutcome } from './domain/callback.js';
import type { Acting } from './domain/acting.js';
import type { ContactOutcome } from './domain/contact-status.js';
import { Contacts } from './domain/contact.repository.js';

/** The code of ContactNotWaiting, in whichever process it was refused. */
const NOT_WAITING = 'contact-not-waiting';

/** What telephones and conversations report, whoever has the contact. */
const SWITCH: Acting = { id: 'switch', forOthers: true };

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
    if (isWaiting) await this.commands.execute(new ConnectContact(contactId, agentId, null));
  }

  /** Once: one that waits in a queue already, or is past it, stays where it is. @throws what routing refuses */
  async queue(contactId: string, wish: QueueWish): Promise<void> {
    const { isUnqueued } = await this.contacts.get(contactId);
    if (!isUnqueued) return;
    await this.commands.execute(new QueueContact(contactId, wish)).catch((error: unknown) => {
      // Somebody else has queued it meanwhile, maybe through another process.
      if (!(error instanceof DomainError) || error.code !== NOT_WAITING) throw error;
    });
  }

  /**
   * Out of the queue it waits in, or past the queues. Nothing when the agent has it.
   * @throws AgentNotFree, ContactNotRouted when another agent has it past the queues
   */
  async take(contactId: string, agentId: string): Promise<void> {
    const { isUnqueued } = await this.contacts.get(contactId);
    await this.commands.execute(
      isUnqueued ? new ConnectContact(contactId, agentId, null) : new TakeContact(contactId, agentId),
    );
  }

  /** Nothing when that agent does not have it any more. @throws ContactNotRouted, ContactMoveRefused */
  transferFrom(agentId: string, contactId: string, to: TransferTarget): Promise<void> {
    return this.commands.execute(new TransferContact(contactId, to, SWITCH, agentId));
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
    return this.commands.execute(new TransferContact(contactId, { queueId, age: 'system', letGo: 'at-once' }, SWITCH));
  }

  /** Joins the caller's transaction. @throws ContactMoveRefused */
  hold(contactId: string): Promise<void> {
    return this.commands.execute(new HoldContact(contactId, SWITCH));
  }

  /** Joins the caller's transaction. @throws ContactMoveRefused */
  resume(contactId: string): Promise<void> {
    return this.commands.execute(new ResumeContact(contactId, SWITCH));
  }

  /** The customer is gone: handled when somebody was there, else as given; nothing when it is over for them already. */
  async leave(contactId: string, whileWaiting: 'self-served' | 'abandoned'): Promise<void> {
    const outcome = (await this.contacts.get(contactId)).outcomeOfLeaving(whileWaiting);
    if (outcome) await this.commands.execute(new EndContact(contactId, outcome, null));
  }

  /** Ends a contact nobody has taken or was asked for; any other stays as it is. */
  endWaiting(contactId: string, outcome: ContactOutcome): Promise<void> {
    return this.contacts.update(contactId, (contact) => {
      if (contact.isUnqueued) contact.end(outcome, null, this.clock.now());
    });
  }

  /**
   * The customer was told that somebody calls back: from now on the contact does not end with the call. One that has ended with it
   * already is followed by another. Joins the caller's transaction.
   * @returns the contact in which they are called back
   */
  async expectCallback(contactId: string): Promise<string> {
    const { wasGivenUp, channel, address, knownCustomer } = await this.contacts.get(contactId);
    const follows = { channel, direction: 'inbound', address, customerId: knownCustomer, taskId: null } as const;
    const { id } = wasGivenUp ? await this.start(follows) : { id: contactId };
    await this.contacts.update(id, (contact) => contact.expectCallback());
    return id;
  }

  /** Waits for its turn to be called back, in the queue unless it waits already; nothing once it had its turn. */
  async promiseCallback(contactId: string, queueId: string): Promise<void> {
    if (!(await this.contacts.get(contactId)).isToBePromised) return;
    await this.commands.execute(new AskForCallback(contactId, { queueId, number: null, notBefore: null }));
  }

  /** What became of dialling who is called back. @throws CallbackNotUnderWay */
  callbackAttempted(contactId: string, outcome: CallbackOutcome): Promise<void> {
    return this.commands.execute(new ReportCallback(contactId, outcome, null));
  }

  /** A party outside hung up, or was not reached. @throws ContactHasNoSuchParty */
  outsidePartyLeft(contactId: string, partyId: string): Promise<void> {
    return this.commands.execute(new RemoveOutsideParty(contactId, partyId, null));
  }

  /** Who asked hung up: the colleague has it. @throws ContactNotConsulting */
  completeConsultation(contactId: string): Promise<void> {
    return this.commands.execute(new EndConsultation(contactId, 'completed', SWITCH));
  }

  /** The colleague hung up. @throws ContactNotConsulting */
  leaveConsultation(contactId: string, agentId: string): Promise<void> {
    return this.commands.execute(new EndConsultation(contactId, 'ended', { id: agentId, forOthers: false }));
  }

  /**
   * An agent is gone; when they had it, somebody else on it has it.
   * @param successor null: who is on it for longest
   * @throws ContactHasNoSuchParty
   */
  leaveConference(contactId: string, agentId: string, successor: string | null = null): Promise<void> {
    return this.commands.execute(new LeaveConference(contactId, agentId, successor));
  }

  /** May be told again. */
  stopSupervising(contactId: string, supervisorId: string): Promise<void> {
    return this.commands.execute(new StopSupervising(contactId, supervisorId));
  }
}
