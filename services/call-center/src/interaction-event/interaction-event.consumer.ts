import type { Received } from '#libs/contracts/event-contract';
import { ticketMerged } from '#libs/contracts/ticket-center/ticket-relation-events';
import { ticketClosed, ticketInteractionLinked, ticketOpened } from '#libs/contracts/ticket-center/ticket-events';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { NoteTicketClosed } from './commands/note-ticket-closed.js';
import { NoteTicketOpened } from './commands/note-ticket-opened.js';

/** Keeps the tickets of interaction events as ticket-center tells of them. */
@Controller()
export class InteractionEventConsumer {
  constructor(private readonly commands: CommandBus) {}

  @EventPattern<string>(ticketOpened.type)
  onTicketOpened(@Payload() { data }: Received<typeof ticketOpened>): Promise<void> {
    return this.commands.execute(new NoteTicketOpened(data.ticketId, data.interactionEventIds));
  }

  @EventPattern<string>(ticketInteractionLinked.type)
  onTicketInteractionLinked(@Payload() { data }: Received<typeof ticketInteractionLinked>): Promise<void> {
    return this.commands.execute(new NoteTicketOpened(data.ticketId, [data.interactionEventId]));
  }

  @EventPattern<string>(ticketClosed.type)
  onTicketClosed(@Payload() { data }: Received<typeof ticketClosed>): Promise<void> {
    return this.commands.execute(new NoteTicketClosed(data.ticketId, data.interactionEventIds));
  }

  /** The ticket it was merged into works on them from now on, whether or not that was heard before. */
  @EventPattern<string>(ticketMerged.type)
  async onTicketMerged(@Payload() { data }: Received<typeof ticketMerged>): Promise<void> {
    const { ticketId, into, interactionEventIds } = data;
    await this.commands.execute(new NoteTicketOpened(into, interactionEventIds));
    await this.commands.execute(new NoteTicketClosed(ticketId, interactionEventIds));
  }
}
