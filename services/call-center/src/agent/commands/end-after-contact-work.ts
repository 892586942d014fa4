import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Agents } from '../domain/agent.repository.js';

export class EndAfterContactWork extends Command<void> {
  constructor(readonly agentId: string) {
    super();
  }
}

@CommandHandler(EndAfterContactWork)
export class EndAfterContactWorkHandler implements ICommandHandler<EndAfterContactWork> {
  constructor(
    private readonly agents: Agents,
    private readonly clock: Clock,
  ) {}

  execute({ agentId }: EndAfterContactWork): Promise<void> {
    return this.agents.update(agentId, (agent) => agent.endAfterWork(this.clock.now()));
  }
}
