import { contactEnded } from '#libs/contracts/call-events';
import type { Received } from '#libs/contracts/event-contract';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { AgentDesk } from './agent.api.js';

/** A contact that has ended holds nobody, whoever forgot to release them. */
@Controller()
export class AgentConsumer {
  constructor(private readonly desk: AgentDesk) {}

  @EventPattern<string>(contactEnded.type)
  onContactEnded(@Payload() { data }: Received<typeof contactEnded>): Promise<void> {
    return this.desk.releaseContact(data.contactId);
  }
}
