import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Agents } from '../domain/agent.repository.js';
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
    private readonly agents: Agents,
    private readonly presences: Presences,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Until when it lasts. Touches the agent only when it had run out: renewing is frequent. */
  execute({ agentId, presence, seconds }: RenewLease): Promise<Date> {
    return this.database.transaction(async () => {
      const now = this.clock.now();
      const { until, wasGone } = await this.presences.renew(agentId, presence, leaseFrom(now, seconds));
      if (wasGone) await this.agents.update(agentId, (agent) => agent.returnToLease(now));
      return until;
    });
  }
}
