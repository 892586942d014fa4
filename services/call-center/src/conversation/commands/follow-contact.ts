import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ConversationClosed } from '../domain/conversation.errors.js';
import { Conversations } from '../domain/conversation.repository.js';
import { ChatSettingsService } from '../settings/chat-settings.service.js';

type Now =
  | { readonly attendedBy: string }
  | { readonly handedTo: string }
  | { readonly joinedBy: string }
  | { readonly leftBy: string }
  | 'over';

/**
 * Who has the contact attends its conversation, and who is on it as well takes part; who lets it go leaves; where it is over, so
 * is the conversation.
 */
export class FollowContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly now: Now,
  ) {
    super();
  }
}

@CommandHandler(FollowContact)
export class FollowContactHandler implements ICommandHandler<FollowContact> {
  constructor(
    private readonly conversations: Conversations,
    private readonly settings: ChatSettingsService,
    private readonly clock: Clock,
  ) {}

  async execute({ contactId, now }: FollowContact): Promise<void> {
    const id = await this.conversations.ofContact(contactId);
    if (id === undefined) return;
    const rules = await this.settings.rules();
    const at = this.clock.now();
    const follow = this.conversations.update(id, (conversation) => {
      if (now === 'over') conversation.close(null, 'contact-ended', rules, at);
      else if ('handedTo' in now) conversation.handTo(now.handedTo, rules, at);
      else if ('joinedBy' in now) conversation.join(now.joinedBy, 'agent', rules, at);
      else if ('attendedBy' in now) conversation.attend(now.attendedBy, rules, at);
      else conversation.letGo(now.leftBy, rules, at);
    });
    await follow.catch((error: unknown) => {
      // It ended first, and the contact with it.
      if (!(error instanceof ConversationClosed)) throw error;
    });
  }
}
