import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NotReadyReasons } from '../../not-ready-reason/not-ready-reason.api.js';
import { RoutingDesk } from '../../routing/desk.api.js';
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
    private readonly desk: RoutingDesk,
    private readonly reasons: NotReadyReasons,
  ) {}

  async execute({ agentId, status, by, why }: ForceStatus): Promise<void> {
    if (status.reason !== null) await this.reasons.refuseUnknown(status.reason);
    await this.desk.submit({ type: 'agent-moves', agentId, move: { do: 'force', status, by, why } });
  }
}
