import { ticketPersonMentioned } from '#libs/contracts/ticket-center/collaboration/collaboration-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { FirstAnswers } from '#libs/web/idempotency/first-answers';
import { Injectable } from '@nestjs/common';
import { Attachments } from '../attachment/attachment.api.js';
import { People } from '../people/people.api.js';
import { TicketReading, type TicketView } from '../ticket/ticket-reading.api.js';
import { TicketHandling } from '../ticket/ticket.api.js';
import { Watchers } from '../watcher/watcher.api.js';
import type { CustomerMessageBody, NoteBody, ReplyBody } from './article.dto.js';

/** Words on tickets, with what goes along with them: both are there or neither is. @throws what tickets refuse, AttachmentNotFound */
@Injectable()
export class Articles {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly tickets: TicketHandling,
    private readonly reading: TicketReading,
    private readonly attachments: Attachments,
    private readonly watchers: Watchers,
    private readonly people: People,
    private readonly answers: FirstAnswers,
  ) {}

  reply(ticketId: string, { text, attachmentIds }: ReplyBody, by: string): Promise<TicketView> {
    return this.database.transaction(async () => {
      await this.attachments.show(ticketId, attachmentIds);
      await this.tickets.reply(ticketId, text, by, { attachmentIds });
      return this.reading.view(ticketId);
    });
  }

  hearCustomer(ticketId: string, { text, attachmentIds, channel }: CustomerMessageBody): Promise<TicketView> {
    return this.database.transaction(async () => {
      await this.attachments.show(ticketId, attachmentIds);
      await this.tickets.hearCustomer(ticketId, text, { attachmentIds, ...(channel && { channel }) });
      return this.reading.view(ticketId);
    });
  }

  /**
   * Who is mentioned is looked up before anything is written.
   * @param key under the same one it is written once
   * @throws PersonUnknown
   */
  async note(ticketId: string, body: NoteBody, by: string, key: string | undefined): Promise<TicketView> {
    await this.people.require(body.mentions);
    const work = () => this.#note(ticketId, body, by);
    if (key === undefined) return this.database.transaction(work);
    const request = JSON.stringify([ticketId, body]);
    return (await this.answers.once(`note\n${by}\n${key}`, request, work)) as TicketView;
  }

  async #note(ticketId: string, { text, attachmentIds, mentions }: NoteBody, by: string): Promise<TicketView> {
    const people = [...new Set(mentions)];
    await this.attachments.require(ticketId, attachmentIds);
    await this.tickets.note(ticketId, text, by, { attachmentIds, mentions: people });
    for (const person of people) await this.watchers.add(ticketId, person, 'mention', by);
    if (people.length > 0) await this.#tell(ticketId, people, by);
    return this.reading.view(ticketId);
  }

  async #tell(ticketId: string, people: string[], by: string): Promise<void> {
    const event = outgoing(ticketPersonMentioned, { ticketId, people, by });
    await this.database.transaction((tx) => this.outbox.append(tx, ticketId, this.clock.now(), [event]));
  }
}
