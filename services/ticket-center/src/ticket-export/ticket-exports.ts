import type { Readable } from 'node:stream';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { OrderedExports } from '#libs/web/exports/ordered-exports';
import { Injectable } from '@nestjs/common';
import { ViewedTickets } from '../ticket-view/viewed-tickets.api.js';
import type { ExportBody } from './ticket-export.dto.js';
import { TicketExportSchema, type TicketExportRow } from './ticket-export.schema.js';

const KEPT_MS = 7 * 24 * 3_600_000;
const SORT = [{ by: 'updatedAt', direction: 'desc' }] as const;
const COLUMNS = ['number', 'subject', 'status', 'priority', 'assigneeId', 'updatedAt'];

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

/** Files of tickets that people asked for. */
@Injectable()
export class TicketExports extends OrderedExports<TicketExportRow> {
  protected readonly schema = TicketExportSchema;
  protected readonly refusals = { notFound: ExportNotFound, notReady: ExportNotReady, tooMany: TooManyExports };

  constructor(
    database: Database,
    private readonly tickets: ViewedTickets,
    storage: ObjectStorage,
    clock: Clock,
  ) {
    super(database, storage, clock);
  }

  /** @throws ConditionInvalid, ViewNotFound, TooManyExports */
  async request(body: ExportBody, { person, withNotes, masked }: Exporter): Promise<TicketExportRow> {
    this.tickets.refuse(body.conditions);
    const viewer = await this.tickets.viewer(person);
    const view = body.viewId === null ? null : await this.tickets.saved(body.viewId, viewer);
    const conditions = view ? [view.conditions, body.conditions] : [body.conditions];
    const sort = body.sort ?? view?.sort ?? [...SORT];
    const columns = body.columns ?? view?.columns ?? COLUMNS;
    return this.order(person, KEPT_MS, {
      query: { conditions, sort, viewer, words: body.words, withNotes },
      layout: { format: body.format, columns, byteOrderMark: body.byteOrderMark, masked },
      tickets: 0,
    });
  }

  /**
   * @param seesTexts whether its owner may see what people write in the clear now
   * @throws ExportNotFound, ExportNotReady, ExportShowsTooMuch
   */
  async content(
    id: string,
    ownerId: string,
    seesTexts: boolean,
  ): Promise<{ readonly row: TicketExportRow; readonly content: Readable }> {
    const row = await this.done(id, ownerId);
    if (!row.layout.masked && !seesTexts)
      throw new ExportShowsTooMuch('It has in the clear what you may see no more: order another one.');
    return { row, content: this.contentOf(row) };
  }
}
