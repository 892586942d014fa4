import { Clock } from '#libs/kernel/clock';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, onlyWhenWritten, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { In } from 'typeorm';
import { CustomerImportSchema, OPEN_IMPORTS, type CustomerImportRow } from './customer-import.schema.js';
import { fileOf } from './customer-imports.js';
import { ImportBatches } from './import-batches.js';
import { batchesBehind, recordsOf } from './import-records.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
/** Rows of one transaction at most; between two it is looked whether the work is still ours. */
const ROWS_AT_ONCE = 100;
/** Then it is the turn of the next tenant. */
const TURN_MS = 15_000;
const MOST_FAILURES = 5;

/** Reads imports, the oldest first; another process that has come further makes this one stop. */
@Injectable()
export class ImportWorker {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly batches: ImportBatches,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'customer-imports',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'customers were not imported',
      nextDue: onlyWhenWritten,
      work: (round) =>
        round.inEachTenant(async () => {
          const ends = performance.now() + TURN_MS;
          if (await round.isOurs()) await this.look(async () => performance.now() < ends && (await round.isOurs()));
        }),
    });
  }

  async look(goOn: () => Promise<boolean>): Promise<void> {
    const find = { where: { status: In([...OPEN_IMPORTS]) }, order: { id: 'ASC' }, take: 1 } as const;
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
      for await (const batch of batchesBehind(row.rows, recordsOf(row.format, content), ROWS_AT_ONCE)) {
        if (!(await goOn())) return false;
        const next = await this.batches.take(known, batch);
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

  async #end({ id }: CustomerImportRow, change: Partial<CustomerImportRow>): Promise<void> {
    const ended = { ...change, endedAt: this.clock.now() };
    await this.database.transaction((tx) =>
      tx.update(CustomerImportSchema, { id, status: In([...OPEN_IMPORTS]) }, ended),
    );
    await this.storage.delete(fileOf(id));
  }
}
