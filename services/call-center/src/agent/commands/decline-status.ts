import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Agents } from '../domain/agent.repository.js';

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
  constructor(
    private readonly agents: Agents,
    private readonly clock: Clock,
  ) {}

  execute({ agentId, requestId, by }: DeclineStatus): Promise<void> {
    return this.agents.update(agentId, (agent) => agent.declineRequest(requestId, by, this.clock.now()));
  }
}
