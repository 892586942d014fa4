import { agentAfterContactWorkEnded, agentStateChanged } from '#libs/contracts/call-center/call-events';
import type { Received } from '#libs/contracts/event-contract';
import { routingSetupChanged } from '#libs/contracts/call-center/routing-setup-events';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Database } from '#libs/persistence/database';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { AgentFacts } from './facts/agent-facts.js';
import { ContactFacts } from './facts/contact-facts.js';
import { SetupBook } from './facts/setup-book.js';
import { told } from './facts/told.js';

/** What is told of agents, and of how work is set up. */
@Controller()
export class FigureAgentsConsumer {
  constructor(
    private readonly database: Database,
    private readonly agents: AgentFacts,
    private readonly contacts: ContactFacts,
    private readonly book: SetupBook,
  ) {}

  @EventPattern<string>(agentStateChanged.type, OUTSIDE_TRANSACTION)
  onStateChanged(@Payload() { data }: Received<typeof agentStateChanged>): Promise<void> {
    const { agentId, seq, to: state, reason, at } = data;
    return this.agents.take({ agentId, seq, state, reason, at: new Date(at) });
  }

  @EventPattern<string>(agentAfterContactWorkEnded.type, OUTSIDE_TRANSACTION)
  async onWrappedUp(@Payload() { id, time, data }: Received<typeof agentAfterContactWorkEnded>): Promise<void> {
    const { agentId, contactIds, at } = data;
    const fact = { what: 'wrapped-up' as const, ...told(id, time, at), agentId };
    await Promise.all(contactIds.map((contactId) => this.contacts.take(contactId, fact)));
  }

  @EventPattern<string>(routingSetupChanged.type)
  onSetupChanged(@Payload() { time, data }: Received<typeof routingSetupChanged>): Promise<void> {
    const { id, change, queue, team, assignment, profile } = data;
    const about = { id, toldAt: new Date(time) };
    const isRemoved = change === 'removed' ? { isRemoved: true } : {};
    return this.database.transaction(async (tx) => {
      if (queue) await this.book.note(tx, { kind: 'queue', ...about, content: { ...queue, ...isRemoved } });
      if (team) await this.book.note(tx, { kind: 'team', ...about, content: { ...team, ...isRemoved } });
      if (profile) await this.book.note(tx, { kind: 'profile', ...about, content: { ...profile, ...isRemoved } });
      if (!assignment) return;
      await this.book.note(tx, { kind: 'agent', ...about, content: assignment });
      await this.agents.moved(tx, id);
    });
  }
}
