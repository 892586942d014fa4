import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Agents } from '../domain/agent.repository.js';

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
  constructor(
    private readonly agents: Agents,
    private readonly clock: Clock,
  ) {}

  execute({ agentId, requestId, by }: ApproveStatus): Promise<void> {
    return this.agents.update(agentId, (agent) => agent.approve(requestId, by, this.clock.now()));
  }
}
