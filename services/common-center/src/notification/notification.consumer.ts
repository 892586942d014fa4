import { routingSetupChanged } from '#libs/contracts/call-center/routing-setup-events';
import type { Envelope } from '#libs/contracts/envelope';
import type { Received } from '#libs/contracts/event-contract';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { KINDS } from './kind/kinds.js';
import { Notifier } from './notifier.js';
import { KnownTickets, LEARNT_FROM } from './recipients/known-tickets.js';

const HEARD = [...new Set([...LEARNT_FROM, ...KINDS.map(({ on }) => on)])];

@Controller()
export class NotificationConsumer {
  constructor(
    private readonly tickets: KnownTickets,
    private readonly notifier: Notifier,
  ) {}

  /** What it says of the ticket is known before people are told of it. */
  @EventPattern<string[]>(HEARD)
  async onEvent(@Payload() event: Envelope): Promise<void> {
    await this.tickets.learn(event);
    await this.notifier.tell(event);
  }

  @EventPattern<string>(routingSetupChanged.type)
  async onRoutingSetupChanged(@Payload() { data }: Received<typeof routingSetupChanged>): Promise<void> {
    if (data.kind !== 'agent-assignment') return;
    await this.tickets.learnTeam(data.id, data.assignment?.teamId ?? null);
  }
}
