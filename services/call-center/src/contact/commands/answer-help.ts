import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Contacts } from '../domain/contact.repository.js';

export class AnswerHelp extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly requestId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(AnswerHelp)
export class AnswerHelpHandler implements ICommandHandler<AnswerHelp> {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  execute({ contactId, requestId, by }: AnswerHelp): Promise<void> {
    return this.contacts.update(contactId, (contact) => contact.answerHelp(requestId, by, this.clock.now()));
  }
}
