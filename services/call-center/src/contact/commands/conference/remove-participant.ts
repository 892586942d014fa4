import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../../routing/desk.api.js';
import type { Acting } from '../../domain/acting.js';

export class RemoveParticipant extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly agentId: string,
    readonly by: Acting,
  ) {
    super();
  }
}

@CommandHandler(RemoveParticipant)
export class RemoveParticipantHandler implements ICommandHandler<RemoveParticipant> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, agentId, by }: RemoveParticipant): Promise<void> {
    return this.desk.submit({ type: 'participant-removed', contactId, agentId, by });
  }
}
