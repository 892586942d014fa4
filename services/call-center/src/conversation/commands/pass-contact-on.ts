import { DomainError } from '#libs/kernel/domain-error';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { ContactDesk } from '../../contact/contact-desk.api.js';
import { ContactDirectory } from '../../contact/contact.api.js';
import { Conversations } from '../domain/conversation.repository.js';

/** How long the contact is kept for a colleague who has no room for it now; then its queue has it. */
const KEPT_SECONDS = 60;

/** Who had the contact has left its conversation: a colleague who is still there has it from now on. */
export class PassContactOn extends Command<void> {
  constructor(
    readonly conversationId: string,
    readonly leftBy: string,
  ) {
    super();
  }
}

@CommandHandler(PassContactOn)
export class PassContactOnHandler implements ICommandHandler<PassContactOn> {
  constructor(
    private readonly conversations: Conversations,
    private readonly contacts: ContactDesk,
    private readonly directory: ContactDirectory,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async execute({ conversationId, leftBy }: PassContactOn): Promise<void> {
    const conversation = await this.conversations.get(conversationId);
    const remaining = conversation.remainingAfter(leftBy);
    if (remaining.length === 0) return;
    const { contactId } = conversation;
    await this.#pass(contactId, leftBy, remaining).catch((error: unknown) => {
      // No agent of routing, or overtaken by something else: it stays where it is.
      if (!(error instanceof DomainError)) throw error;
      this.logger.info({ err: error, contactId }, 'a contact did not go to who is left in its conversation');
    });
  }

  async #pass(contactId: string, leftBy: string, remaining: readonly string[]): Promise<void> {
    const { holder, participants, queueId: fallbackQueueId } = await this.directory.standing(contactId);
    if (holder?.agentId !== leftBy) return;
    const onIt = remaining.find((id) => participants.some(({ agentId }) => agentId === id));
    if (participants.length > 0) return this.contacts.leaveConference(contactId, leftBy, onIt);
    const [agentId] = remaining as [string];
    const to = { agentId, letGo: 'at-once', waitSeconds: KEPT_SECONDS, fallbackQueueId } as const;
    await this.contacts.transferFrom(leftBy, contactId, to);
    await this.contacts.take(contactId, agentId);
  }
}
