import { Readable } from 'node:stream';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { PERSONAL_KINDS, type PersonalKind } from '#libs/personal-data/masking/personal-kind';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { CustomerExportSchema, type CustomerExportRow } from './customer-export.schema.js';

/** Of a person, at a time. */
const MOST_OPEN = 3;
const KEPT_MS = 24 * 3_600_000;
const OPEN = ['waiting', 'running'] as const;

export class ExportNotFound extends domainError('customer-export-not-found', 'not-found') {}
export class ExportNotReady extends domainError('customer-export-not-ready', 'conflict') {}
/** It has in the clear what they may see no more. */
export class ExportShowsTooMuch extends domainError('customer-export-shows-too-much', 'forbidden') {}
export class TooManyExports extends domainError('customer-export-too-many', 'conflict') {}

export type ExportGiven = Pick<CustomerExportRow, 'ownerId' | 'format' | 'tag' | 'masked' | 'owner'>;

/** Files of customers that people asked for. Each is its owner's alone. */
@Injectable()
export class CustomerExports {
  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
  ) {}

  /** @throws TooManyExports */
  async request(given: ExportGiven): Promise<CustomerExportRow> {
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + KEPT_MS);
    const start = { status: 'waiting', total: null, customers: 0, pieces: [], step: 0, nextCursor: null } as const;
    const times = { createdAt, endedAt: null, expiresAt };
    const row: CustomerExportRow = { id: newId(createdAt), ...given, ...start, pieces: [], failures: 0, ...times };
    return this.database.transaction(async (tx) => {
      if ((await tx.countBy(CustomerExportSchema, { ownerId: given.ownerId, status: In([...OPEN]) })) >= MOST_OPEN)
        throw new TooManyExports(`You have ${MOST_OPEN} exports that are not done yet.`);
      await tx.insert(CustomerExportSchema, row);
      return row;
    });
  }

  /** The newest first. */
  async list(ownerId: string, { limit, cursor }: PageQuery): Promise<Page<CustomerExportRow>> {
    const behind = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const find = { where: { ownerId, ...behind }, order: { id: 'DESC' }, take: limit + 1 } as const;
    return pageOf(await (await this.database.reader()).find(CustomerExportSchema, find), limit, ({ id }) => [id]);
  }

  /** @throws ExportNotFound also when it is another's */
  async get(id: string, ownerId: string): Promise<CustomerExportRow> {
    const row = await (await this.database.reader()).findOneBy(CustomerExportSchema, { id, ownerId });
    if (!row) throw new ExportNotFound('There is no such export.', { id });
    return row;
  }

  /** What is done stays done. @throws ExportNotFound */
  async cancel(id: string, ownerId: string): Promise<CustomerExportRow> {
    await this.get(id, ownerId);
    const now = this.clock.now();
    const ended = { status: 'cancelled', endedAt: now, expiresAt: now } as const;
    await this.database.transaction((tx) => tx.update(CustomerExportSchema, { id, status: In([...OPEN]) }, ended));
    return this.get(id, ownerId);
  }

  /**
   * Piece by piece: the file is never whole in memory.
   * @param sees what its owner may see in the clear now
   * @throws ExportNotFound, ExportNotReady, ExportShowsTooMuch
   */
  async content(
    id: string,
    ownerId: string,
    sees: readonly PersonalKind[],
  ): Promise<{ readonly row: CustomerExportRow; readonly content: Readable }> {
    const row = await this.get(id, ownerId);
    if (row.status !== 'done') throw new ExportNotReady(`The export is ${row.status}.`, { status: row.status });
    const inIt = row.masked ? [] : (row.owner?.sees ?? PERSONAL_KINDS);
    if (inIt.some((kind) => !sees.includes(kind)))
      throw new ExportShowsTooMuch('It has in the clear what you may see no more: order another one.');
    return { row, content: Readable.from(this.#pieces(row.pieces), { objectMode: false }) };
  }

  async *#pieces(keys: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const key of keys) yield* (await this.storage.get(key)).content as AsyncIterable<Uint8Array>;
  }
}
