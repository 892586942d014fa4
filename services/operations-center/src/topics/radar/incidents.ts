import { RemoteProblem } from '#libs/discovery/calls/remote-error';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { updateRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import { z } from 'zod';
import type { ConfirmBody } from './incident.dto.js';
import { IncidentSchema, type IncidentLink, type IncidentRow } from './incident.schema.js';

export class IncidentNotFound extends domainError('topic-incident-not-found', 'not-found') {}
export class IncidentDecided extends domainError('topic-incident-decided', 'conflict') {}

/** Asking again would be refused again. */
const REFUSALS = [404, 409, 422];
/** What was not seen for so long is over. */
const GOES_ON_MS = 2 * 3_600_000;
const Made = z.object({ id: z.uuid() });

/** What a person makes of a proposed incident. */
@Injectable()
export class Incidents {
  constructor(
    private readonly database: Database,
    private readonly client: ServiceClient,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<IncidentRow>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const db = await this.database.reader();
    const rows = await db.find(IncidentSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws IncidentNotFound */
  async get(id: string): Promise<IncidentRow> {
    const row = await (await this.database.reader()).findOneBy(IncidentSchema, { id });
    if (row === null) throw new IncidentNotFound('There is no such incident.', { id });
    return row;
  }

  /**
   * Opens the master ticket as who confirms it, links the tickets it causes, and drafts the announcement: others publish that. Each step
   * is asked for under a key of its own, so that confirming again after a cut goes on and makes nothing twice. A ticket that cannot be
   * linked is said, and keeps nothing from being done.
   * @throws IncidentNotFound, IncidentDecided, RemoteProblem, ServiceUnavailable, ServiceTimeout
   */
  async confirm(id: string, { ticket, announcement }: ConfirmBody, by: string): Promise<IncidentRow> {
    const incident = await this.get(id);
    if (incident.state === 'confirmed') return incident;
    if (incident.state === 'dismissed') throw new IncidentDecided('It was dismissed already.', { id });
    const ticketId = await this.#make('ticket-center', '/api/v1/tickets', `incident-${id}`, ticket);
    const links = await this.#linked(incident, (toId) =>
      this.#link(id, toId, `/api/v1/tickets/${ticketId}/links`, { toId, kind: 'causes' }),
    );
    const announcementId =
      announcement && (await this.#make('common-center', '/api/v1/announcements', `incident-${id}`, announcement));
    return this.#decide(id, { state: 'confirmed', ticketId, announcementId, links }, by);
  }

  /** Tickets of confirmed incidents that go on, and were opened since. @throws RemoteProblem 5xx, ServiceUnavailable, ServiceTimeout */
  async linkLater(): Promise<void> {
    const lastAt = MoreThan(new Date(this.clock.ms() - GOES_ON_MS));
    const going = await (await this.database.reader()).findBy(IncidentSchema, { state: 'confirmed', lastAt });
    for (const incident of going) {
      const { id, ticketId, decidedBy: by, links: known } = incident;
      const path = `/internal/tickets/${ticketId}/links`;
      const links = await this.#linked(incident, (toId) => this.#link(id, toId, path, { toId, by }));
      if (links.length === (known ?? []).length) continue;
      await this.database.transaction((tx) => updateRows(tx, IncidentSchema, { id }, { links }));
    }
  }

  /** Nothing has happened. @throws IncidentNotFound, IncidentDecided */
  async dismiss(id: string, by: string): Promise<IncidentRow> {
    const incident = await this.get(id);
    if (incident.state === 'dismissed') return incident;
    return this.#decide(id, { state: 'dismissed' }, by);
  }

  async #decide(id: string, decision: Partial<IncidentRow>, decidedBy: string): Promise<IncidentRow> {
    await this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const row = await tx.findOne(IncidentSchema, { where: { id }, ...lock });
      if (row?.state !== 'proposed') throw new IncidentDecided('Somebody has decided on it meanwhile.', { id });
      const decided = { ...decision, version: row.version + 1, decidedBy, decidedAt: this.clock.now() };
      await updateRows(tx, IncidentSchema, { id }, decided);
    });
    return this.get(id);
  }

  /** Of those tickets that were not asked for before. @throws RemoteProblem 5xx, ServiceUnavailable, ServiceTimeout */
  async #linked(
    { samples, links, ticketId: masterId }: IncidentRow,
    link: (ticketId: string) => Promise<string | null>,
  ) {
    const all: IncidentLink[] = [...(links ?? [])];
    const isNew = (ticketId: string) => ticketId !== masterId && !all.some((each) => each.ticketId === ticketId);
    for (const { id: ticketId } of samples.filter(({ kind, id }) => kind === 'ticket' && isNew(id)))
      all.push({ ticketId, refused: await link(ticketId) });
    return all;
  }

  /** Null, or why not. */
  async #link(incidentId: string, toId: string, path: string, body: object): Promise<string | null> {
    try {
      await this.#ask('ticket-center', path, `incident-${incidentId}-${toId}`, body, z.unknown());
      return null;
    } catch (error) {
      if (!(error instanceof RemoteProblem) || !REFUSALS.includes(error.status)) throw error;
      return error.code === 'tickets-already-linked' ? null : error.code;
    }
  }

  async #make(service: string, path: string, key: string, body: object): Promise<string> {
    return (await this.#ask(service, path, key, body, Made)).id;
  }

  #ask<Schema extends z.ZodType>(service: string, path: string, idempotencyKey: string, body: object, schema: Schema) {
    return this.client.request(service, { method: 'POST', path, body, schema, idempotencyKey });
  }
}
