import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Agents } from '../domain/agent.repository.js';
import { LEASE_SECONDS, leaseFrom, Presences } from '../domain/presences.js';

export class LogIn extends Command<void> {
  constructor(readonly agentId: string) {
    super();
  }
}

@CommandHandler(LogIn)
export class LogInHandler implements ICommandHandler<LogIn> {
  constructor(
    private readonly agents: Agents,
    private readonly presences: Presences,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ agentId }: LogIn): Promise<void> {
    return this.database.transaction(async () => {
      const now = this.clock.now();
      await this.presences.begin(agentId, leaseFrom(now, LEASE_SECONDS));
      await this.agents.enrol(agentId, now);
      await this.agents.update(agentId, (agent) => agent.logIn(now));
    });
  }
}
