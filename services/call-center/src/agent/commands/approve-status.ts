import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../routing/desk.api.js';

export class ApproveStatus extends Command<void> {
  constructor(
    readonly agentId: string,
    readonly requestId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ApproveStatus)
export class ApproveStatusHandler implements ICommandHandler<ApproveStatus> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ agentId, requestId, by }: ApproveStatus): Promise<void> {
    return this.desk.submit({ type: 'agent-moves', agentId, move: { do: 'approve', requestId, by } });
  }
}
