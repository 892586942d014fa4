import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Conversations } from '../domain/conversation.repository.js';

export class RateConversation extends Command<void> {
  constructor(
    readonly conversationId: string,
    readonly by: string,
    /** 1 to 5. */
    readonly score: number,
    readonly comment: string | null,
  ) {
    super();
  }
}

@CommandHandler(RateConversation)
export class RateConversationHandler implements ICommandHandler<RateConversation> {
  constructor(
    private readonly conversations: Conversations,
    private readonly clock: Clock,
  ) {}

  execute({ conversationId, by, score, comment }: RateConversation): Promise<void> {
    return this.conversations.update(conversationId, (conversation) =>
      conversation.rate(by, score, comment, this.clock.now()),
    );
  }
}
