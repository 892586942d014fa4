import type { Readable } from 'node:stream';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { PERSONAL_KINDS, type PersonalKind } from '#libs/personal-data/masking/personal-kind';
import { Database } from '#libs/persistence/database';
import { OrderedExports } from '#libs/web/exports/ordered-exports';
import { Injectable } from '@nestjs/common';
import { CustomerExportSchema, type CustomerExportRow } from './customer-export.schema.js';

const KEPT_MS = 24 * 3_600_000;

export class ExportNotFound extends domainError('customer-export-not-found', 'not-found') {}
export class ExportNotReady extends domainError('customer-export-not-ready', 'conflict') {}
/** It has in the clear what they may see no more. */
export class ExportShowsTooMuch extends domainError('customer-export-shows-too-much', 'forbidden') {}
export class TooManyExports extends domainError('customer-export-too-many', 'conflict') {}

export type ExportGiven = Pick<CustomerExportRow, 'format' | 'tag' | 'masked' | 'owner'>;

/** Files of customers that people asked for. */
@Injectable()
export class CustomerExports extends OrderedExports<CustomerExportRow> {
  protected readonly schema = CustomerExportSchema;
  protected readonly refusals = { notFound: ExportNotFound, notReady: ExportNotReady, tooMany: TooManyExports };

  constructor(database: Database, storage: ObjectStorage, clock: Clock) {
    super(database, storage, clock);
  }

  /** @throws TooManyExports */
  async request(ownerId: string, given: ExportGiven): Promise<CustomerExportRow> {
    return this.order(ownerId, KEPT_MS, { ...given, customers: 0 });
  }

  /**
   * @param sees what its owner may see in the clear now
   * @throws ExportNotFound, ExportNotReady, ExportShowsTooMuch
   */
  async content(
    id: string,
    ownerId: string,
    sees: readonly PersonalKind[],
  ): Promise<{ readonly row: CustomerExportRow; readonly content: Readable }> {
    const row = await this.done(id, ownerId);
    const inIt = row.masked ? [] : (row.owner?.sees ?? PERSONAL_KINDS);
    if (inIt.some((kind) => !sees.includes(kind)))
      throw new ExportShowsTooMuch('It has in the clear what you may see no more: order another one.');
    return { row, content: this.contentOf(row) };
  }
}
