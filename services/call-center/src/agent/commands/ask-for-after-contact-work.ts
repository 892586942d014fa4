import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../routing/desk.api.js';

export class AskForAfterContactWork extends Command<void> {
  constructor(
    readonly agentId: string,
    readonly engagementId: string,
  ) {
    super();
  }
}

@CommandHandler(AskForAfterContactWork)
export class AskForAfterContactWorkHandler implements ICommandHandler<AskForAfterContactWork> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ agentId, engagementId }: AskForAfterContactWork): Promise<void> {
    return this.desk.submit({ type: 'agent-moves', agentId, move: { do: 'ask-for-after-work', engagementId } });
  }
}
