import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../routing/desk.api.js';

/** An agent takes a contact out of the line by itself. */
export class TakeContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly agentId: string,
  ) {
    super();
  }
}

@CommandHandler(TakeContact)
export class TakeContactHandler implements ICommandHandler<TakeContact> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, agentId }: TakeContact): Promise<void> {
    return this.desk.submit({ type: 'contact-taken', contactId, agentId });
  }
}
