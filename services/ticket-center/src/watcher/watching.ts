import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { People } from '../people/people.api.js';
import { TicketReading } from '../ticket/ticket-reading.api.js';
import { Watchers } from './watcher.api.js';
import { WatcherSchema } from './watcher.schema.js';

/** What people do about following tickets. */
@Injectable()
export class Watching {
  constructor(
    private readonly watchers: Watchers,
    private readonly tickets: TicketReading,
    private readonly people: People,
    private readonly database: Database,
  ) {}

  /** @throws TicketNotFound, TooManyWatchers */
  async watch(ticketId: string, personId: string) {
    await this.tickets.require(ticketId);
    await this.watchers.add(ticketId, personId, 'self', personId);
    return this.#view(ticketId);
  }

  /** @throws TicketNotFound, PersonUnknown, TooManyWatchers */
  async addOther(ticketId: string, personId: string, by: string) {
    await this.tickets.require(ticketId);
    await this.people.require([personId]);
    await this.watchers.add(ticketId, personId, 'other', by);
    return this.#view(ticketId);
  }

  /** @throws TicketNotFound */
  async remove(ticketId: string, personId: string) {
    await this.tickets.require(ticketId);
    await this.watchers.remove(ticketId, personId);
    return this.#view(ticketId);
  }

  /** @throws TicketNotFound */
  async list(ticketId: string) {
    await this.tickets.require(ticketId);
    return this.#view(ticketId);
  }

  async watchedBy(personId: string, { limit, cursor }: PageQuery) {
    const before = cursor === undefined ? {} : { ticketId: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { personId, ...before }, order: { ticketId: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(WatcherSchema, options);
    const { items, next } = pageOf(rows, limit, ({ ticketId }) => [ticketId]);
    return { items: items.map(({ ticketId, since }) => ({ ticketId, since: since.toISOString() })), next };
  }

  async #view(ticketId: string) {
    const rows = await this.watchers.of(ticketId);
    return { items: rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() })) };
  }
}
