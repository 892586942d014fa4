import { DomainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { PersonalBoundary } from '#libs/web/personal/personal-boundary';
import { ValidationFailed } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { In } from 'typeorm';
import { RegisterCustomer, type Duplicates, type Registered } from '../commands/register-customer.js';
import { ImportedCustomer, RegisterCustomerBody } from '../customer.dto.js';
import { CustomerCipher } from '../infra/customer-cipher.js';
import {
  CustomerImportErrorSchema,
  CustomerImportSchema,
  OPEN_IMPORTS,
  type CustomerImportRow,
  type ImportErrorRow,
} from './customer-import.schema.js';
import type { ImportRecord } from './import-records.js';

/** So long at most whoever else registers a customer waits for the batch: the next number lies in it. */
const HELD_MS = 500;

type Refusal = Pick<ImportErrorRow, 'field' | 'code'>;

/** A row, as what is registered or why it is not. */
interface Judged {
  readonly record: ImportRecord;
  readonly given: RegisterCustomerBody | Refusal;
}

/** What has been written of the batch is taken back with it. */
class RowRefused extends Error {
  constructor(
    readonly place: number,
    readonly refusal: Refusal,
  ) {
    super(refusal.code);
  }
}

/**
 * Rows of an import in one transaction, together with how far it has come: a crash repeats none. What only registering refuses ends the
 * batch in front of it, so that a row is registered twice at most.
 */
@Injectable()
export class ImportBatches {
  constructor(
    private readonly database: Database,
    private readonly commands: CommandBus,
    private readonly cipher: CustomerCipher,
    private readonly boundary: PersonalBoundary,
  ) {}

  /** The import behind the rows; undefined when it was cancelled, or another process has come further. */
  async take(known: CustomerImportRow, records: readonly ImportRecord[]): Promise<CustomerImportRow | undefined> {
    await this.cipher.current();
    const rows = records.map((record) => ({ record, given: this.#judged(record) }));
    return this.#take(known, rows);
  }

  async #take(known: CustomerImportRow, rows: readonly Judged[]): Promise<CustomerImportRow | undefined> {
    if (rows.length === 0) return known;
    try {
      const done = await this.#register(known, rows);
      return done && (await this.#take(done.behind, rows.slice(done.taken)));
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      const { place, refusal } = error;
      const refused = { record: rows[place]!.record, given: refusal };
      const next = await this.#take(known, [...rows.slice(0, place), refused]);
      return next && this.#take(next, rows.slice(place + 1));
    }
  }

  /** As many as there is time for. @throws RowRefused */
  #register(
    known: CustomerImportRow,
    rows: readonly Judged[],
  ): Promise<{ readonly behind: CustomerImportRow; readonly taken: number } | undefined> {
    const { id, registered, updated, unchanged, refused } = known;
    return this.database.transaction(async (tx) => {
      const running = { status: 'running' as const, failures: 0 };
      const where = { id, rows: known.rows, status: In([...OPEN_IMPORTS]) };
      if ((await tx.update(CustomerImportSchema, where, running)).affected !== 1) return undefined;
      const ends = performance.now() + HELD_MS;
      const counts = { registered, updated, unchanged, refused };
      const refusals: ImportErrorRow[] = [];
      let taken = 0;
      for (const { record, given } of rows) {
        if ('code' in given) refusals.push({ importId: id, row: record.row, ...given });
        counts['code' in given ? 'refused' : await this.#outcome(taken, given, known.duplicates)] += 1;
        taken += 1;
        if (performance.now() > ends) break;
      }
      if (refusals.length > 0) await insertRows(tx, CustomerImportErrorSchema, refusals);
      const { row, bytes } = rows[taken - 1]!.record;
      const done = { ...counts, rows: row, readBytes: bytes };
      await tx.update(CustomerImportSchema, { id }, done);
      return { behind: { ...known, ...running, ...done }, taken };
    });
  }

  async #outcome(place: number, given: RegisterCustomerBody, duplicates: Duplicates): Promise<Registered['outcome']> {
    try {
      return (await this.commands.execute<RegisterCustomer, Registered>(new RegisterCustomer(given, duplicates)))
        .outcome;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new RowRefused(place, { field: fieldOf([error.details['field']]), code: error.code });
    }
  }

  #judged({ content }: ImportRecord): RegisterCustomerBody | Refusal {
    const given = RegisterCustomerBody.safeParse(content);
    if (!given.success) return { field: fieldOf(given.error.issues[0]?.path), code: 'malformed' };
    const masked = this.#maskedField(given.data);
    return masked === undefined ? given.data : { field: masked, code: 'masked-value' };
  }

  /** A file that was exported with masks changes nothing, and makes one of nobody else. */
  #maskedField(given: RegisterCustomerBody): string | undefined {
    try {
      this.boundary.refuseMasks(ImportedCustomer, given);
      return undefined;
    } catch (error) {
      if (error instanceof ValidationFailed) return fieldOf(error.errors[0]?.field.split('.'));
      throw error;
    }
  }
}

function fieldOf(path: readonly unknown[] | undefined): string {
  const [first] = path ?? [];
  return typeof first === 'string' ? first.slice(0, 64) : '';
}
