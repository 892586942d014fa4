import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../../routing/desk.api.js';
import type { Acting } from '../../domain/acting.js';

export class HandOverContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly agentId: string,
    readonly by: Acting,
  ) {
    super();
  }
}

@CommandHandler(HandOverContact)
export class HandOverContactHandler implements ICommandHandler<HandOverContact> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, agentId, by }: HandOverContact): Promise<void> {
    return this.desk.submit({ type: 'contact-handed-over', contactId, agentId, by });
  }
}
