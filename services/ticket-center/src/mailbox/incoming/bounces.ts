import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketIntake } from '../../ticket/ticket-intake.api.js';
import { OutgoingMailSchema, type OutgoingMailRow } from '../outgoing/outgoing-mail.schema.js';
import type { DeliveryReport } from '../reading/delivery-report.js';
import type { ReadMail } from '../reading/read-mail.js';
import { messageKeyOf } from '../thread/message-key.js';
import type { IncomingMailRow } from './incoming-mail.schema.js';

interface Bounced {
  readonly report: DeliveryReport;
  /** The message of ours that it is about. */
  readonly sent: OutgoingMailRow;
}

/** What servers report of messages that we sent. */
@Injectable()
export class Bounces {
  constructor(
    private readonly database: Database,
    private readonly intake: TicketIntake,
  ) {}

  /** Null: it is no report, or not of ours; nobody else can name a Message-ID that we signed. */
  async of({ report }: ReadMail): Promise<Bounced | null> {
    if (!report?.messageId) return null;
    const messageKey = messageKeyOf(report.messageId);
    const sent = await (await this.database.reader()).findOneBy(OutgoingMailSchema, { messageKey });
    return sent && { report, sent };
  }

  /** A delay or a delivery is kept, and changes nothing. */
  async record(
    tx: EntityManager,
    { report, sent }: Bounced,
  ): Promise<Pick<IncomingMailRow, 'state' | 'reason' | 'outcome' | 'ticketId'>> {
    const { id, ticketId } = sent;
    const status = report.status ?? 'unknown';
    const told = { state: 'handled' as const, reason: `${report.action} ${status}`.slice(0, 64), ticketId };
    if (report.action !== 'failed') return { ...told, outcome: 'noted' };
    await tx.update(OutgoingMailSchema, { id }, { state: 'bounced', failure: status, dueAt: null });
    await this.intake.note(ticketId, `A message by mail did not reach the customer (${status}).`, 'mailbox');
    return { ...told, outcome: 'bounced' };
  }
}
