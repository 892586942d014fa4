import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NotReadyReasons } from '../../not-ready-reason/not-ready-reason.api.js';
import { Agents } from '../domain/agent.repository.js';
import type { Status } from '../domain/status.js';

export class ForceStatus extends Command<void> {
  constructor(
    readonly agentId: string,
    readonly status: Status,
    readonly by: string,
    readonly why: string,
  ) {
    super();
  }
}

@CommandHandler(ForceStatus)
export class ForceStatusHandler implements ICommandHandler<ForceStatus> {
  constructor(
    private readonly agents: Agents,
    private readonly reasons: NotReadyReasons,
    private readonly clock: Clock,
  ) {}

  async execute({ agentId, status, by, why }: ForceStatus): Promise<void> {
    if (status.reason !== null) await this.reasons.refuseUnknown(status.reason);
    await this.agents.update(agentId, (agent) => agent.force(status, by, why, this.clock.now()));
  }
}
