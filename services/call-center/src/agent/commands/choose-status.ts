import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NotReadyReasons } from '../../not-ready-reason/not-ready-reason.api.js';
import type { AgentMove } from '../agent-moves.api.js';
import { RoutingDesk } from '../../routing/desk.api.js';
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
    private readonly desk: RoutingDesk,
    private readonly reasons: NotReadyReasons,
    private readonly clock: Clock,
  ) {}

  async execute({ agentId, status }: ChooseStatus): Promise<void> {
    const { reason } = status;
    const needsApproval = reason !== null && (await this.reasons.needsApproval(reason));
    const move: AgentMove = needsApproval
      ? { do: 'request', requestId: newId(this.clock.now()), reason }
      : { do: 'choose', status };
    await this.desk.submit({ type: 'agent-moves', agentId, move });
  }
}
