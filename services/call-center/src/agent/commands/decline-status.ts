import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../routing/desk.api.js';

export class DeclineStatus extends Command<void> {
  constructor(
    readonly agentId: string,
    readonly requestId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DeclineStatus)
export class DeclineStatusHandler implements ICommandHandler<DeclineStatus> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ agentId, requestId, by }: DeclineStatus): Promise<void> {
    return this.desk.submit({ type: 'agent-moves', agentId, move: { do: 'decline-request', requestId, by } });
  }
}
