import { Clock } from '#libs/kernel/clock';
import type { Page } from '#libs/kernel/page';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { MaskingPolicies } from '#libs/personal-data/masking-policies';
import { PieceWriter, type ExportPage } from '#libs/web/exports/piece-writer';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { SearchedTickets } from '../ticket-search/searched-tickets.api.js';
import { ViewedTickets, type LineView } from '../ticket-view/viewed-tickets.api.js';
import { written } from './content/written-lines.js';
import { TicketExportSchema, type TicketExportRow } from './ticket-export.schema.js';

/** Tickets of a page. */
const PAGE = 200;

@Injectable()
export class ExportWorker {
  readonly rounds: Rounds;
  readonly writer: PieceWriter<TicketExportRow>;

  constructor(
    rounds: LeasedRounds,
    database: Database,
    private readonly tickets: ViewedTickets,
    private readonly search: SearchedTickets,
    storage: ObjectStorage,
    private readonly policies: MaskingPolicies,
    clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    const kind = {
      ...{ schema: TicketExportSchema, thing: 'ticket' },
      total: ({ query }: TicketExportRow) =>
        query.words === null ? this.tickets.count(query.conditions, query.viewer) : Promise.resolve(null),
      page: (row: TicketExportRow, cursor: string | undefined, isFirst: boolean) => this.#page(row, cursor, isFirst),
      counted: ({ tickets }: TicketExportRow, more: number) => ({ tickets: tickets + more }),
    };
    this.writer = new PieceWriter(kind, database, storage, clock, logger);
    this.rounds = rounds.of(this.writer.work());
  }

  async #page(row: TicketExportRow, cursor: string | undefined, isFirst: boolean): Promise<ExportPage> {
    const { items, next } = await this.#lines(row, cursor);
    const { rules } = this.policies.of(currentTenant());
    return { text: written(items, isFirst, row.layout, rules), count: items.length, next };
  }

  #lines({ query, layout }: TicketExportRow, cursor: string | undefined): Promise<Page<LineView>> {
    const { conditions, sort, viewer, words, withNotes } = query;
    if (words === null)
      return this.tickets.page({ conditions, sort, viewer, columns: layout.columns, limit: PAGE, cursor });
    const search = { words, sort: 'newest', conditions, viewer, withNotes, limit: PAGE, cursor } as const;
    return this.search.find({ ...search, columns: layout.columns });
  }
}
