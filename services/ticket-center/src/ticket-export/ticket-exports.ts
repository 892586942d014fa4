import { Readable } from 'node:stream';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { ViewedTickets } from '../ticket-view/viewed-tickets.api.js';
import type { ExportBody } from './ticket-export.dto.js';
import { TicketExportSchema, type TicketExportRow } from './ticket-export.schema.js';

/** Of a person, at a time. */
const MOST_OPEN = 3;
const KEPT_MS = 7 * 24 * 3_600_000;
const SORT = [{ by: 'updatedAt', direction: 'desc' }] as const;
const COLUMNS = ['number', 'subject', 'status', 'priority', 'assigneeId', 'updatedAt'];
const OPEN = ['waiting', 'running'] as const;

export class ExportNotFound extends domainError('ticket-export-not-found', 'not-found') {}
export class ExportNotReady extends domainError('ticket-export-not-ready', 'conflict') {}
/** It has in the clear what they may see no more. */
export class ExportShowsTooMuch extends domainError('ticket-export-shows-too-much', 'forbidden') {}
export class TooManyExports extends domainError('ticket-export-too-many', 'conflict') {}

export interface Exporter {
  readonly person: string;
  readonly withNotes: boolean;
  readonly masked: boolean;
}

/** Files of tickets that people asked for. Each is its owner's alone. */
@Injectable()
export class TicketExports {
  constructor(
    private readonly database: Database,
    private readonly tickets: ViewedTickets,
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
  ) {}

  /** @throws ConditionInvalid, ViewNotFound, TooManyExports */
  async request(body: ExportBody, { person, withNotes, masked }: Exporter): Promise<TicketExportRow> {
    this.tickets.refuse(body.conditions);
    const viewer = await this.tickets.viewer(person);
    const view = body.viewId === null ? null : await this.tickets.saved(body.viewId, viewer);
    const conditions = view ? [view.conditions, body.conditions] : [body.conditions];
    const sort = body.sort ?? view?.sort ?? [...SORT];
    const columns = body.columns ?? view?.columns ?? COLUMNS;
    const createdAt = this.clock.now();
    const row: TicketExportRow = {
      ...{ id: newId(createdAt), ownerId: person, status: 'waiting', total: null, tickets: 0, pieces: [], step: 0 },
      query: { conditions, sort, viewer, words: body.words, withNotes },
      layout: { format: body.format, columns, byteOrderMark: body.byteOrderMark, masked },
      ...{
        nextCursor: null,
        failures: 0,
        createdAt,
        endedAt: null,
        expiresAt: new Date(createdAt.getTime() + KEPT_MS),
      },
    };
    return this.database.transaction(async (tx) => {
      if ((await tx.countBy(TicketExportSchema, { ownerId: person, status: In([...OPEN]) })) >= MOST_OPEN)
        throw new TooManyExports(`You have ${MOST_OPEN} exports that are not done yet.`);
      await tx.insert(TicketExportSchema, row);
      return row;
    });
  }

  /** The newest first. */
  async list(ownerId: string, { limit, cursor }: PageQuery): Promise<Page<TicketExportRow>> {
    const behind = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const find = { where: { ownerId, ...behind }, order: { id: 'DESC' }, take: limit + 1 } as const;
    return pageOf(await (await this.database.reader()).find(TicketExportSchema, find), limit, ({ id }) => [id]);
  }

  /** @throws ExportNotFound also when it is another's */
  async get(id: string, ownerId: string): Promise<TicketExportRow> {
    const row = await (await this.database.reader()).findOneBy(TicketExportSchema, { id, ownerId });
    if (!row) throw new ExportNotFound('There is no such export.', { id });
    return row;
  }

  /** What is done stays done. @throws ExportNotFound */
  async cancel(id: string, ownerId: string): Promise<TicketExportRow> {
    await this.get(id, ownerId);
    const ended = { status: 'cancelled', endedAt: this.clock.now(), expiresAt: this.clock.now() } as const;
    await this.database.transaction((tx) => tx.update(TicketExportSchema, { id, status: In([...OPEN]) }, ended));
    return this.get(id, ownerId);
  }

  /**
   * Piece by piece: the file is never whole in memory.
   * @param seesTexts whether its owner may see what people write in the clear now
   * @throws ExportNotFound, ExportNotReady, ExportShowsTooMuch
   */
  async content(
    id: string,
    ownerId: string,
    seesTexts: boolean,
  ): Promise<{ readonly row: TicketExportRow; readonly content: Readable }> {
    const row = await this.get(id, ownerId);
    if (row.status !== 'done') throw new ExportNotReady(`The export is ${row.status}.`, { status: row.status });
    if (!row.layout.masked && !seesTexts)
      throw new ExportShowsTooMuch('It has in the clear what you may see no more: order another one.');
    return { row, content: Readable.from(this.#pieces(row.pieces), { objectMode: false }) };
  }

  async *#pieces(keys: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const key of keys) yield* (await this.storage.get(key)).content as AsyncIterable<Uint8Array>;
  }
}
