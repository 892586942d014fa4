import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Agents } from '../domain/agent.repository.js';

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
  constructor(
    private readonly agents: Agents,
    private readonly clock: Clock,
  ) {}

  execute({ agentId, engagementId }: AskForAfterContactWork): Promise<void> {
    return this.agents.update(agentId, (agent) => agent.askForAfterWork(engagementId, this.clock.now()));
  }
}
