import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RenewLease } from './commands/renew-lease.js';
import { LEASE_SECONDS } from './domain/presences.js';

/** For what hears from agents otherwise than by their heartbeat. */
@Injectable()
export class AgentPresence {
  constructor(private readonly commands: CommandBus) {}

  /** Until when they are present. A socket that hears from the agent renews; one that is lost ends nothing. @throws AgentNotFound */
  renew(agentId: string): Promise<Date> {
    return this.commands.execute(new RenewLease(agentId, null, LEASE_SECONDS));
  }
}
