import { ticketLinked, ticketUnlinked } from '#libs/contracts/ticket-center/ticket-relation-events';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { RelationToItself } from '../domain/relation/ticket-relation.errors.js';
import { TicketNotFound } from '../domain/ticket.errors.js';
import { TicketLinkSchema, type LinkKind, type TicketLinkRow } from '../infra/ticket-link.schema.js';
import { TicketSchema } from '../infra/ticket.schema.js';

export class TicketsAlreadyLinked extends domainError('tickets-already-linked', 'conflict') {}
export class TicketLinkNotFound extends domainError('ticket-link-not-found', 'not-found') {}
export class TooManyLinks extends domainError('ticket-too-many-links', 'conflict') {}

const MOST_LINKS = 500;

/** How tickets are said to stand to each other. It changes nothing about them; what is finished may be linked, too. */
@Injectable()
export class TicketLinks {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @throws TicketNotFound, RelationToItself, TicketsAlreadyLinked: also where it was said the other way round */
  async link(fromId: string, toId: string, kind: LinkKind, by: string): Promise<void> {
    if (fromId === toId) throw new RelationToItself('A ticket is not linked to itself.', { id: fromId });
    const now = this.clock.now();
    const pair = `${[fromId, toId].sort().join('/')}/${kind}`;
    await this.database.transaction(async (tx) => {
      for (const id of [fromId, toId])
        if (!(await tx.existsBy(TicketSchema, { id }))) throw new TicketNotFound('There is no such ticket.', { id });
      if ((await tx.countBy(TicketLinkSchema, { fromId })) >= MOST_LINKS)
        throw new TooManyLinks(`It has ${MOST_LINKS} links already.`, { id: fromId });
      await tx
        .insert(TicketLinkSchema, { id: newId(now), fromId, toId, kind, pair, linkedBy: by, linkedAt: now })
        .catch((error: unknown) => {
          if (!isDuplicateKey(error)) throw error;
          throw new TicketsAlreadyLinked('They are linked like that, or the other way round.', { fromId, toId });
        });
      await this.outbox.append(tx, fromId, now, [outgoing(ticketLinked, { ticketId: fromId, toId, kind })]);
    });
  }

  /** By either of the two. @throws TicketLinkNotFound */
  async unlink(ticketId: string, linkId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const link = await tx.findOneBy(TicketLinkSchema, { id: linkId });
      if (!link || (link.fromId !== ticketId && link.toId !== ticketId))
        throw new TicketLinkNotFound('The ticket has no such link.', { id: linkId });
      const { fromId, toId, kind } = link;
      await tx.delete(TicketLinkSchema, { id: linkId });
      const told = outgoing(ticketUnlinked, { ticketId: fromId, toId, kind });
      await this.outbox.append(tx, fromId, this.clock.now(), [told]);
    });
  }

  /** Said of it, and said of others about it. */
  async of(ticketId: string): Promise<TicketLinkRow[]> {
    const where = [{ fromId: ticketId }, { toId: ticketId }];
    return (await this.database.reader()).find(TicketLinkSchema, { where, order: { id: 'ASC' }, take: 2 * MOST_LINKS });
  }
}
