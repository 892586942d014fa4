import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { named, type SqlPart } from '#libs/persistence/rows/within-circle';
import { actorMay } from '#libs/web/access/actor';
import { Circles } from '#libs/web/access/circles';
import { Injectable } from '@nestjs/common';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { TicketNotFound } from '../domain/ticket.errors.js';
import { TicketSchema } from '../infra/ticket.schema.js';
import { EVERYTHING_SEEN, seenSql, type SightRule, type TicketSight, type TicketTable } from './ticket-sight.js';

export { EVERYTHING_SEEN, type TicketSight } from './ticket-sight.js';

/** With it, tickets are seen that wait in a pool. */
const HIDDEN = 'ticket:read-pooled';
/** Lists show what this permission shows. */
const READ = 'ticket:read';
const TICKETS = { table: 'ticket', id: 'id' };
const AT_ONCE = 500;

/** Which tickets somebody sees, and may so do something with. */
@Injectable()
export class TicketReach {
  readonly #rules: SightRule[] = [];

  constructor(
    private readonly circles: Circles,
    private readonly database: Database,
  ) {}

  /** What another context knows of who sees a ticket, or that it is hidden. */
  add(rule: SightRule): void {
    this.#rules.push(rule);
  }

  /** Of who asks; may ask another service, so never within a transaction. @throws RemoteError */
  async sight(permission = READ): Promise<TicketSight> {
    const identity = currentContext()?.identity;
    if (!identity || identity.kind === 'service') return EVERYTHING_SEEN;
    return { circle: await this.circles.reachedWith(permission), hidden: actorMay(HIDDEN) };
  }

  /** @throws TicketNotFound when one of them is beyond what who asks sees */
  async require(ticketIds: readonly string[], permission: string): Promise<void> {
    const sight = await this.sight(permission);
    const [id] = await this.beyond(ticketIds, sight);
    if (id !== undefined) throw new TicketNotFound('There is no such ticket.', { id });
  }

  /** Those of the tickets that are not seen; what is no ticket is nobody's to hide. */
  async beyond(ticketIds: readonly string[], sight: TicketSight): Promise<string[]> {
    if (sight.circle === null && sight.hidden) return [];
    const beyond: string[] = [];
    for (let from = 0; from < ticketIds.length; from += AT_ONCE) {
      const ids = ticketIds.slice(from, from + AT_ONCE);
      const query = (await this.database.reader()).createQueryBuilder<{ id: string }>(TicketSchema, 'ticket');
      const [seen, values] = named(this.where(sight), 'seen');
      // Not NOT: who nobody has is compared with NULL, which is neither.
      query.where('ticket.id IN (:...ids)', { ids }).andWhere(`CASE WHEN ${seen} THEN 0 ELSE 1 END = 1`, values);
      query.select('ticket.id', 'id');
      beyond.push(...(await query.getRawMany<{ id: string }>()).map(({ id }) => id));
    }
    return beyond;
  }

  /** Leaves out of a query over tickets, called `ticket` in it, what is not seen. */
  narrow<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, sight: TicketSight): void {
    query.andWhere(...named(this.where(sight), 'seen'));
  }

  where(sight: TicketSight, of: TicketTable = TICKETS): SqlPart {
    return seenSql(sight, this.#rules, of);
  }
}
