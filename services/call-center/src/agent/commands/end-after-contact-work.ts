import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../routing/desk.api.js';

export class EndAfterContactWork extends Command<void> {
  constructor(readonly agentId: string) {
    super();
  }
}

@CommandHandler(EndAfterContactWork)
export class EndAfterContactWorkHandler implements ICommandHandler<EndAfterContactWork> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ agentId }: EndAfterContactWork): Promise<void> {
    return this.desk.submit({ type: 'agent-moves', agentId, move: { do: 'end-after-work' } });
  }
}
