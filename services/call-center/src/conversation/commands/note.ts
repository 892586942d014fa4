import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Conversations, type Stored } from '../domain/conversation.repository.js';

/** What only agents see: a colleague's remark, a supervisor's whisper. */
export class Note extends Command<Stored> {
  constructor(
    readonly conversationId: string,
    readonly senderId: string,
    readonly clientMsgId: string,
    readonly text: string,
  ) {
    super();
  }
}

@CommandHandler(Note)
export class NoteHandler implements ICommandHandler<Note> {
  constructor(
    private readonly conversations: Conversations,
    private readonly clock: Clock,
  ) {}

  execute({ conversationId, senderId, clientMsgId, text }: Note): Promise<Stored> {
    const said = { clientMsgId, text, attachmentId: null };
    return this.conversations.say(conversationId, { id: senderId, clientMsgId }, (conversation) =>
      conversation.note(senderId, said, this.clock.now()),
    );
  }
}
