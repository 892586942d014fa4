import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { TicketRecords } from '../../ticket/ticket.api.js';
import { MailboxSchema } from '../settings/mailbox.schema.js';
import { MailThreads } from '../thread/mail-threads.js';
import { OutgoingMailSchema } from './outgoing-mail.schema.js';
import { OutgoingMails } from './outgoing-mails.js';

/** Makes messages of what was replied on tickets that came by mail. */
@Injectable()
export class MailReplies {
  constructor(
    private readonly database: Database,
    private readonly threads: MailThreads,
    private readonly records: TicketRecords,
    private readonly outgoing: OutgoingMails,
  ) {}

  /** Of all replies that have none yet. */
  async write(ticketId: string): Promise<void> {
    const thread = await this.threads.of(ticketId);
    if (!thread) return;
    await this.database.transaction(async (tx) => {
      const mailbox = await tx.findOneByOrFail(MailboxSchema, { id: thread.mailboxId });
      const written = await tx.find(OutgoingMailSchema, { where: { ticketId }, select: { sourceId: true } });
      const known = new Set(written.map(({ sourceId }) => sourceId));
      for (const { id, data } of await this.records.journal(ticketId, ['ticket-replied'], known)) {
        const { by, text } = data as { by: string; text: string };
        const kind = by === 'process' ? 'automatic-reply' : 'reply';
        await this.outgoing.add(tx, thread, mailbox, { sourceId: id, kind, text });
      }
    });
  }
}
