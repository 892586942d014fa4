import { Clock } from '#libs/kernel/clock';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { PieceWriter, type ExportPage } from '#libs/web/exports/piece-writer';
import { PersonalBoundary } from '#libs/web/personal/personal-boundary';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { IsNull } from 'typeorm';
import { z } from 'zod';
import { ExportedCustomer } from '../customer.dto.js';
import { CustomerSchema, CustomerTagSchema } from '../infra/customer.schema.js';
import { ListCustomers } from '../queries/list-customers.js';
import { CustomerExportSchema, type CustomerExportRow } from './customer-export.schema.js';
import { written } from './written-customers.js';

/** Customers of a page. */
const PAGE = 200;
const Customers = z.array(ExportedCustomer);

@Injectable()
export class CustomerExportWorker {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    storage: ObjectStorage,
    private readonly queries: QueryBus,
    private readonly boundary: PersonalBoundary,
    clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    const kind = {
      ...{ schema: CustomerExportSchema, thing: 'customer' },
      total: (row: CustomerExportRow) => this.#count(row.tag),
      page: (row: CustomerExportRow, cursor: string | undefined, isFirst: boolean) => this.#page(row, cursor, isFirst),
      counted: ({ customers }: CustomerExportRow, more: number) => ({ customers: customers + more }),
    };
    this.rounds = rounds.of(new PieceWriter(kind, database, storage, clock, logger).work());
  }

  async #count(tag: string | null): Promise<number> {
    const db = await this.database.reader();
    return tag === null ? db.countBy(CustomerSchema, { mergedInto: IsNull() }) : db.countBy(CustomerTagSchema, { tag });
  }

  async #page(row: CustomerExportRow, cursor: string | undefined, isFirst: boolean): Promise<ExportPage> {
    const { format, masked, owner, tag } = row;
    const { items, next } = await this.queries.execute(
      new ListCustomers({ limit: PAGE, cursor, ...(tag !== null && { tag }) }),
    );
    const shown = this.boundary.shownTo(masked ? undefined : owner?.identity, Customers, items);
    return { text: written(shown, isFirst, format), count: items.length, next };
  }
}
