import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NotReadyReasons } from '../../not-ready-reason/not-ready-reason.api.js';
import { Agents } from '../domain/agent.repository.js';
import type { Status } from '../domain/status.js';

export class ChooseStatus extends Command<void> {
  constructor(
    readonly agentId: string,
    readonly status: Status,
  ) {
    super();
  }
}

@CommandHandler(ChooseStatus)
export class ChooseStatusHandler implements ICommandHandler<ChooseStatus> {
  constructor(
    private readonly agents: Agents,
    private readonly reasons: NotReadyReasons,
    private readonly clock: Clock,
  ) {}

  async execute({ agentId, status }: ChooseStatus): Promise<void> {
    const { reason } = status;
    const needsApproval = reason !== null && (await this.reasons.needsApproval(reason));
    const now = this.clock.now();
    await this.agents.update(agentId, (agent) =>
      needsApproval ? agent.requestStatus(newId(now), reason, now) : agent.choose(status, now),
    );
  }
}
