import type { Live } from '#libs/discovery/config/live-value';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { foundWithin, type RowCircle } from '#libs/persistence/rows/within-circle';
import { actorMay } from '#libs/web/access/actor';
import type { PageQuery } from '#libs/web/http/paging';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import { MacroUse } from '../automation/macro/macro.api.js';
import { TicketReach, type TicketSight } from '../ticket/reach/ticket-reach.api.js';
import { TicketReading } from '../ticket/ticket-reading.api.js';
import type { BulkActionBody, BulkDeed, ResultQuery } from './bulk-action.dto.js';
import { BulkActionSchema, BulkTicketSchema, type BulkAction, type BulkTicket } from './bulk-action.schema.js';
import { PERMISSION_FOR } from './bulk-deeds.js';
import type { BulkSettings } from '#libs/contracts/settings/bulk-actions';
import { BULK_SETTINGS } from './bulk-settings.js';

export class BulkActionNotFound extends domainError('bulk-action-not-found', 'not-found') {}
export class BulkActionEnded extends domainError('bulk-action-ended', 'conflict') {}
export class BulkActionTooLarge extends domainError('bulk-action-too-large', 'invalid') {}
export class BulkActionForNothing extends domainError('bulk-action-for-nothing', 'invalid') {}

/** Orders to do one thing with many tickets, and what came of them. */
@Injectable()
export class BulkActions {
  constructor(
    private readonly database: Database,
    private readonly tickets: TicketReading,
    private readonly reach: TicketReach,
    private readonly macros: MacroUse,
    private readonly clock: Clock,
    @Inject(BULK_SETTINGS) private readonly settings: Live<BulkSettings>,
  ) {}

  /**
   * What can be told before it begins; may ask another service, so never within a transaction.
   * @throws Refusal 403 `not-permitted` without the permission of the action itself; MacroNotFound
   */
  async check(action: BulkDeed, by: string): Promise<void> {
    const needed = PERMISSION_FOR[action.type];
    if (!actorMay(needed)) throw new Refusal(403, 'not-permitted', `This needs the permission ${needed}.`);
    if (action.type === 'macro') await this.macros.require(action.macroId, by);
  }

  /** The tickets are those that are meant now. @throws BulkActionTooLarge, BulkActionForNothing */
  order({ tickets, action }: BulkActionBody, by: string, sight: TicketSight): Promise<BulkAction> {
    return this.database.transaction(async (tx) => {
      const ids = await this.#chosen(tickets, sight);
      const now = this.clock.now();
      const counts = { total: ids.length, handled: 0, done: 0, partly: 0, refused: 0 };
      const ordered = { id: newId(now), action, orderedBy: by, orderedAt: now };
      const row: BulkAction = { ...ordered, ...counts, state: 'running', endedAt: null };
      await insertRows(tx, BulkActionSchema, [row]);
      const waiting = { bulkActionId: row.id, outcome: 'waiting', code: null, at: null };
      const rows = ids.map((ticketId, position) => ({ ...waiting, position, ticketId }));
      await insertRows(tx, BulkTicketSchema, rows);
      return row;
    });
  }

  /** What is done stays done. @throws BulkActionNotFound, BulkActionEnded */
  async cancel(id: string): Promise<BulkAction> {
    await this.get(id);
    const change = { state: 'cancelled' as const, endedAt: this.clock.now() };
    const { affected } = await this.database.transaction((tx) =>
      tx.update(BulkActionSchema, { id, state: 'running' }, change),
    );
    if (affected !== 1) throw new BulkActionEnded('It has ended already.', { id });
    return this.get(id);
  }

  /** @throws BulkActionNotFound */
  async get(id: string): Promise<BulkAction> {
    const row = await (await this.database.reader()).findOneBy(BulkActionSchema, { id });
    if (!row) throw new BulkActionNotFound('There is no such bulk action.', { id });
    return row;
  }

  /** The newest first. */
  async list({ limit, cursor }: PageQuery, circle: RowCircle | null): Promise<Page<BulkAction>> {
    const behind = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const where = { ...behind, ...foundWithin(circle, 'orderedBy') };
    const reader = await this.database.reader();
    const rows = await reader.find(BulkActionSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** In the order they are done. @throws BulkActionNotFound */
  async results(id: string, { limit, cursor, outcome }: ResultQuery): Promise<Page<BulkTicket>> {
    await this.get(id);
    const after = cursor === undefined ? {} : { position: MoreThan(Number(decodeCursor(cursor, 1)[0])) };
    const where = { bulkActionId: id, ...after, ...(outcome && { outcome }) };
    const reader = await this.database.reader();
    const rows = await reader.find(BulkTicketSchema, { where, order: { position: 'ASC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ position }) => [String(position)]);
  }

  async #chosen(tickets: BulkActionBody['tickets'], sight: TicketSight): Promise<readonly string[]> {
    const { maxTickets } = this.settings.current;
    const ids =
      'ids' in tickets ? [...new Set(tickets.ids)] : await this.tickets.idsOf(tickets.filter, sight, maxTickets + 1);
    if (ids.length === 0) throw new BulkActionForNothing('No ticket is meant.');
    if (ids.length > maxTickets)
      throw new BulkActionTooLarge(`At most ${maxTickets} tickets at a time.`, { facts: { maxTickets } });
    const beyond = await this.reach.beyond('ids' in tickets ? ids : [], sight);
    if (beyond.length > 0) throw new BulkActionForNothing('Not all of these tickets are there.', { ids: beyond });
    return ids;
  }
}
