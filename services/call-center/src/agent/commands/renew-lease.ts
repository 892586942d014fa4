import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../routing/desk.api.js';
import { leaseFrom, Presences, type Presence } from '../domain/presences.js';

export class RenewLease extends Command<Date> {
  constructor(
    readonly agentId: string,
    readonly presence: Presence | null,
    readonly seconds: number,
  ) {
    super();
  }
}

@CommandHandler(RenewLease)
export class RenewLeaseHandler implements ICommandHandler<RenewLease> {
  constructor(
    private readonly desk: RoutingDesk,
    private readonly presences: Presences,
    private readonly clock: Clock,
  ) {}

  /** Until when it lasts. Touches the agent only when it had run out: renewing is frequent. */
  async execute({ agentId, presence, seconds }: RenewLease): Promise<Date> {
    const { until, wasGone } = await this.presences.renew(agentId, presence, leaseFrom(this.clock.now(), seconds));
    if (wasGone) await this.desk.submit({ type: 'agent-moves', agentId, move: { do: 'return' } });
    return until;
  }
}
