import { agentStateChanged } from '#libs/contracts/call-center/call-events';
import type { Received } from '#libs/contracts/event-contract';
import { routingSetupChanged } from '#libs/contracts/call-center/routing-setup-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { PoolAgents } from './pool-agents.js';

@Controller()
export class PoolAgentConsumer {
  constructor(private readonly agents: PoolAgents) {}

  @EventPattern<string>(agentStateChanged.type)
  async followState(@Payload() { data }: Received<typeof agentStateChanged>): Promise<void> {
    await this.agents.became(data.agentId, data.to, data.seq);
  }

  @EventPattern<string>(routingSetupChanged.type)
  async followAssignment(@Payload() { data }: Received<typeof routingSetupChanged>): Promise<void> {
    if (data.kind !== 'agent-assignment') return;
    if (data.change === 'removed') return this.agents.assigned(data.id, { teamId: null, skills: {} });
    const { teamId, skills } = data.assignment ?? {};
    await this.agents.assigned(data.id, {
      ...(teamId !== undefined && { teamId }),
      ...(skills !== undefined && { skills }),
    });
  }
}
