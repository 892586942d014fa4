import type { Received } from '#libs/contracts/event-contract';
import { ticketReplied } from '#libs/contracts/ticket-center/ticket-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { MailReplies } from './mail-replies.js';

@Controller()
export class MailboxConsumer {
  constructor(private readonly replies: MailReplies) {}

  @EventPattern<string>(ticketReplied.type)
  async mailReply(@Payload() { data }: Received<typeof ticketReplied>): Promise<void> {
    await this.replies.write(data.ticketId);
  }
}
