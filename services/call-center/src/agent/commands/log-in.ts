import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../routing/desk.api.js';

export class LogIn extends Command<void> {
  constructor(readonly agentId: string) {
    super();
  }
}

@CommandHandler(LogIn)
export class LogInHandler implements ICommandHandler<LogIn> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ agentId }: LogIn): Promise<void> {
    return this.desk.submit({ type: 'agent-moves', agentId, move: { do: 'log-in' } });
  }
}
