import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../../routing/desk.api.js';

export class TakeOverContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly supervisorId: string,
  ) {
    super();
  }
}

@CommandHandler(TakeOverContact)
export class TakeOverContactHandler implements ICommandHandler<TakeOverContact> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, supervisorId }: TakeOverContact): Promise<void> {
    return this.desk.submit({ type: 'contact-taken-over', contactId, supervisorId });
  }
}
