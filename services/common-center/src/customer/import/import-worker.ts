import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/leased-rounds';
import { LOGGER } from '#libs/web/logger-token';
import { PersonalBoundary } from '#libs/web/personal-boundary';
import { ValidationFailed } from '#libs/web/problem';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { In } from 'typeorm';
import { RegisterCustomer, type Registered } from '../commands/register-customer.js';
import { ImportedCustomer, RegisterCustomerBody } from '../customer.dto.js';
import { CustomerCipher } from '../infra/customer-cipher.js';
import { CustomerImportErrorSchema, CustomerImportSchema, type CustomerImportRow } from './customer-import.schema.js';
import { fileOf } from './customer-imports.js';
import { recordsOf, type ImportRecord } from './import-records.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
/** Rows until it is looked whether the work is still ours. */
const ROWS_AT_ONCE = 100;
/** Then it is the turn of the next tenant. */
const TURN_MS = 15_000;
const MOST_FAILURES = 5;
const OPEN = ['waiting', 'running'] as const;

/**
 * Reads imports row by row. Each row is registered together with how far it has come, so that a crash repeats none; another process
 * that has come further makes this one stop.
 */
@Injectable()
export class ImportWorker {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly commands: CommandBus,
    private readonly cipher: CustomerCipher,
    private readonly boundary: PersonalBoundary,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'customer-imports',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'customers were not imported',
      work: (round) =>
        round.inEachTenant(async () => {
          const ends = performance.now() + TURN_MS;
          if (await round.isOurs()) await this.look(async () => performance.now() < ends && (await round.isOurs()));
        }),
    });
  }

  async look(goOn: () => Promise<boolean>): Promise<void> {
    const find = { where: { status: In([...OPEN]) }, order: { id: 'ASC' }, take: 1 } as const;
    for (;;) {
      const [open] = await (await this.database.reader()).find(CustomerImportSchema, find);
      if (!open || !(await goOn()) || !(await this.#read(open, goOn))) return;
    }
  }

  /** False when it is not done, and nothing is to be tried now. */
  async #read(row: CustomerImportRow, goOn: () => Promise<boolean>): Promise<boolean> {
    try {
      const { content } = await this.storage.get(fileOf(row.id));
      let known = row;
      for await (const record of recordsOf(row.format, content)) {
        if (record.row <= known.rows) continue;
        if (record.row % ROWS_AT_ONCE === 0 && !(await goOn())) return false;
        const next = await this.#take(known, record);
        if (!next) return true;
        known = next;
      }
      await this.#end(known, { status: 'done', readBytes: row.bytes, failures: 0 });
      return true;
    } catch (error) {
      this.logger.warn({ err: error, import: row.id }, 'an import was interrupted');
      const failures = row.failures + 1;
      if (failures >= MOST_FAILURES) await this.#end(row, { status: 'failed', failures });
      else await this.database.transaction((tx) => tx.update(CustomerImportSchema, { id: row.id }, { failures }));
      return false;
    }
  }

  /** The import behind the row; undefined when it was cancelled, or another process has come further. */
  async #take(known: CustomerImportRow, record: ImportRecord): Promise<CustomerImportRow | undefined> {
    const given = RegisterCustomerBody.safeParse(record.content);
    if (!given.success) return this.#refuse(known, record, fieldOf(given.error.issues[0]?.path), 'malformed');
    const masked = this.#maskedField(given.data);
    if (masked !== undefined) return this.#refuse(known, record, masked, 'masked-value');
    await this.cipher.current();
    try {
      return await this.database.transaction(async () => {
        const command = new RegisterCustomer(given.data, known.duplicates);
        const { outcome } = await this.commands.execute<RegisterCustomer, Registered>(command);
        return this.#keep(known, record, { [outcome]: known[outcome] + 1 });
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.#refuse(known, record, fieldOf([error.details['field']]), error.code);
    }
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

  #refuse(known: CustomerImportRow, record: ImportRecord, field: string, code: string) {
    return this.database.transaction(async (tx) => {
      const next = await this.#keep(known, record, { refused: known.refused + 1 });
      if (next) await tx.insert(CustomerImportErrorSchema, { importId: known.id, row: record.row, field, code });
      return next;
    });
  }

  async #keep(
    known: CustomerImportRow,
    { row, bytes }: ImportRecord,
    counted: Partial<CustomerImportRow>,
  ): Promise<CustomerImportRow | undefined> {
    const change = { ...counted, rows: row, readBytes: bytes, status: 'running' as const, failures: 0 };
    const where = { id: known.id, rows: known.rows, status: In([...OPEN]) };
    const { affected } = await this.database.transaction((tx) => tx.update(CustomerImportSchema, where, change));
    return affected === 1 ? { ...known, ...change } : undefined;
  }

  async #end({ id }: CustomerImportRow, change: Partial<CustomerImportRow>): Promise<void> {
    const ended = { ...change, endedAt: this.clock.now() };
    await this.database.transaction((tx) => tx.update(CustomerImportSchema, { id, status: In([...OPEN]) }, ended));
    await this.storage.delete(fileOf(id));
  }
}

function fieldOf(path: readonly unknown[] | undefined): string {
  const [first] = path ?? [];
  return typeof first === 'string' ? first.slice(0, 64) : '';
}
