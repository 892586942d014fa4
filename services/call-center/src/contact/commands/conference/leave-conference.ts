import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../../routing/desk.api.js';

export class LeaveConference extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly agentId: string,
    readonly successor: string | null,
  ) {
    super();
  }
}

@CommandHandler(LeaveConference)
export class LeaveConferenceHandler implements ICommandHandler<LeaveConference> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, agentId, successor }: LeaveConference): Promise<void> {
    return this.desk.submit({ type: 'participant-leaves', contactId, agentId, successor });
  }
}
