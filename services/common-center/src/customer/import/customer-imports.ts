import { createHash } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { In, LessThan, MoreThan } from 'typeorm';
import type { Duplicates } from '../commands/register-customer.js';
import {
  CustomerImportErrorSchema,
  CustomerImportSchema,
  type CustomerImportRow,
  type Format,
  type ImportErrorRow,
} from './customer-import.schema.js';

const MOST_BYTES = 1024 ** 3;

export class ImportNotFound extends domainError('customer-import-not-found', 'not-found') {}
export class ImportTooLarge extends domainError('customer-import-too-large', 'invalid') {}

export interface ImportGiven {
  readonly format: Format;
  readonly duplicates: Duplicates;
  readonly content: AsyncIterable<Uint8Array>;
  readonly ownerId: string;
  /** Of the request. */
  readonly key: string | undefined;
}

/** Files of customers: kept first, and read in the background. */
@Injectable()
export class CustomerImports {
  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
  ) {}

  /** Never within a transaction. The same key is the same import. @throws ImportTooLarge */
  async receive({ format, duplicates, content, ownerId, key }: ImportGiven): Promise<CustomerImportRow> {
    const requestKey = key === undefined ? null : createHash('sha256').update(`${ownerId}\n${key}`).digest('hex');
    const first = requestKey === null ? null : await this.#find({ requestKey });
    if (first) return first;
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    const bytes = await this.#keep(id, content);
    const counts = { readBytes: 0, rows: 0, registered: 0, updated: 0, unchanged: 0, refused: 0, failures: 0 };
    const given = { id, ownerId, requestKey, format, duplicates, bytes, createdAt };
    const row: CustomerImportRow = { ...given, ...counts, status: 'waiting', endedAt: null };
    try {
      await this.database.transaction((tx) => tx.insert(CustomerImportSchema, row));
      return row;
    } catch (error) {
      await this.storage.delete(fileOf(id));
      if (!isDuplicateKey(error)) throw error;
      return (await this.#find({ requestKey: requestKey! }))!;
    }
  }

  /** The newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<CustomerImportRow>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const find = { where, order: { id: 'DESC' }, take: limit + 1 } as const;
    return pageOf(await (await this.database.reader()).find(CustomerImportSchema, find), limit, ({ id }) => [id]);
  }

  /** @throws ImportNotFound */
  async get(id: string): Promise<CustomerImportRow> {
    const row = await this.#find({ id });
    if (!row) throw new ImportNotFound('There is no such import.', { id });
    return row;
  }

  /** What is done stays done; the rest is not begun. @throws ImportNotFound */
  async cancel(id: string): Promise<CustomerImportRow> {
    await this.get(id);
    const ended = { status: 'cancelled', endedAt: this.clock.now() } as const;
    const where = { id, status: In(['waiting', 'running']) };
    const { affected } = await this.database.transaction((tx) => tx.update(CustomerImportSchema, where, ended));
    if (affected === 1) await this.storage.delete(fileOf(id));
    return this.get(id);
  }

  /** In the order of the file. @throws ImportNotFound */
  async errors(importId: string, { limit, cursor }: PageQuery): Promise<Page<ImportErrorRow>> {
    await this.get(importId);
    const behind = cursor === undefined ? {} : { row: MoreThan(Number(decodeCursor(cursor, 1)[0])) };
    const find = { where: { importId, ...behind }, order: { row: 'ASC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(CustomerImportErrorSchema, find);
    return pageOf(rows, limit, ({ row }) => [String(row)]);
  }

  async #find(where: Partial<Pick<CustomerImportRow, 'id' | 'requestKey'>>): Promise<CustomerImportRow | null> {
    return (await this.database.reader()).findOneBy(CustomerImportSchema, where as { id: string });
  }

  async #keep(id: string, content: AsyncIterable<Uint8Array>): Promise<number> {
    let bytes = 0;
    async function* counted() {
      for await (const piece of content) {
        bytes += piece.byteLength;
        if (bytes > MOST_BYTES) throw new ImportTooLarge('A file of customers has 1 GiB at most.');
        yield piece;
      }
    }
    await this.storage.put(fileOf(id), counted());
    return bytes;
  }
}

/** Where the file of an import lies, until it is read. */
export function fileOf(id: string): string {
  return `customer-import/${id}`;
}
