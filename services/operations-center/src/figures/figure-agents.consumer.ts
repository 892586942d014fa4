import { agentStateChanged, routingSetupChanged } from '#libs/contracts/call-events';
import type { Received } from '#libs/contracts/event-contract';
import { Database } from '#libs/persistence/database';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { AgentFacts } from './facts/agent-facts.js';
import { SetupBook } from './facts/setup-book.js';

/** What is told of agents, and of how work is set up. */
@Controller()
export class FigureAgentsConsumer {
  constructor(
    private readonly database: Database,
    private readonly agents: AgentFacts,
    private readonly book: SetupBook,
  ) {}

  @EventPattern<string>(agentStateChanged.type)
  onStateChanged(@Payload() { data }: Received<typeof agentStateChanged>): Promise<void> {
    const { agentId, seq, to: state, reason, at } = data;
    return this.agents.take({ agentId, seq, state, reason, at: new Date(at) });
  }

  @EventPattern<string>(routingSetupChanged.type)
  onSetupChanged(@Payload() { time, data }: Received<typeof routingSetupChanged>): Promise<void> {
    const { id, queue, team, assignment } = data;
    const toldAt = new Date(time);
    return this.database.transaction(async (tx) => {
      if (queue) await this.book.note(tx, 'queue', id, queue, toldAt);
      if (team) await this.book.note(tx, 'team', id, team, toldAt);
      if (!assignment) return;
      await this.book.note(tx, 'agent', id, assignment, toldAt);
      await this.agents.moved(tx, id, await this.book.teamOf(tx, id));
    });
  }
}
