import { ticketQualityChecked } from '#libs/contracts/operations-events';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { QualityForms } from '../quality-form/quality-form.api.js';
import type { TicketQualityFilter } from './ticket-quality.dto.js';
import { TicketQualityCheckSchema, type TicketQualityCheck } from './ticket-quality.schema.js';
import { scoreTicket, type ClosedTicket } from './ticket-score.js';

export class TicketQualityCheckNotFound extends domainError('ticket-quality-check-not-found', 'not-found') {}

@Injectable()
export class TicketQualityService {
  constructor(
    private readonly database: Database,
    private readonly forms: QualityForms,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Once for each ticket, by the form then in force. */
  async check(ticket: ClosedTicket): Promise<void> {
    const { ticketId, number: ticketNumber, assigneeId, urgedTimes } = ticket;
    await this.database.transaction(async (tx) => {
      if (await tx.existsBy(TicketQualityCheckSchema, { ticketId })) return;
      const { version: formVersion, content } = await this.forms.inForce();
      const result = scoreTicket(content, ticket);
      const { passed, total } = result;
      const checkedAt = this.clock.now();
      const id = newId(checkedAt);
      const check = { id, ticketId, ticketNumber, assigneeId, formVersion, result, passed, urgedTimes, checkedAt };
      await tx.insert(TicketQualityCheckSchema, check);
      const event = outgoing(ticketQualityChecked, { checkId: id, ticketId, score: total, passed });
      await this.outbox.append(tx, id, checkedAt, [event]);
    });
  }

  /** Newest first. */
  async list({ limit, cursor, ...filter }: TicketQualityFilter): Promise<Page<TicketQualityCheck>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const rows = await (
      await this.database.reader()
    ).find(TicketQualityCheckSchema, {
      where: { ...filter, ...before },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws TicketQualityCheckNotFound */
  async get(id: string): Promise<TicketQualityCheck> {
    const check = await (await this.database.reader()).findOneBy(TicketQualityCheckSchema, { id });
    if (!check) throw new TicketQualityCheckNotFound('There is no such quality check.', { id });
    return check;
  }
}
