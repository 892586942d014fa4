import { Clock } from '#libs/kernel/clock';
import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { sealedColumnsOf } from '#libs/personal-data/sealed-column';
import { sealFrom, type SealedTable } from '#libs/personal-data/seal-rows';
import { Database } from '#libs/persistence/database';
import { Inject, Injectable } from '@nestjs/common';
import type { EntitySchema, ObjectLiteral } from 'typeorm';
import { LeasedRounds, type Rounds } from '../platform/leased-rounds.js';
import { SealingProgressSchema, type SealingProgressRow } from './sealing-progress.schema.js';

/** `@Inject(SEALED_TABLES)`: what of this service may have sealed columns. */
export const SEALED_TABLES = Symbol('sealed tables');

const EVERY_MS = 30_000;
const LEASE_MS = 30_000;
const AT_ONCE = 200;
/** Programs of the version before, and processes that had not heard of a new key, wrote behind what was looked at first. */
const AGAIN_AFTER_MS = 24 * 3_600_000;
const PASSES = 2;

/** Seals rows that are in the clear or sealed by an older key, table by table, until there is nothing left of them. */
@Injectable()
export class ColumnSealing {
  readonly rounds: Rounds;
  readonly #tables: readonly SealedTable[];

  constructor(
    private readonly database: Database,
    private readonly keys: TenantKeys,
    private readonly clock: Clock,
    rounds: LeasedRounds,
    @Inject(SEALED_TABLES) schemas: readonly EntitySchema<ObjectLiteral>[],
  ) {
    const all = schemas.map((schema) => ({ schema, columns: sealedColumnsOf(schema) }));
    this.#tables = all.filter(({ columns }) => columns.length > 0);
    this.rounds = rounds.of({
      job: 'column-sealing',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'rows were not sealed',
      work: (round) => round.inEachTenant(() => this.seal(() => round.isOurs())),
    });
  }

  /** Of the tenant in context. */
  async seal(goOn: () => Promise<boolean>): Promise<void> {
    if (this.#tables.length === 0 || !(await goOn())) return;
    const { version } = await this.keys.cipher();
    const known = await (await this.database.reader()).find(SealingProgressSchema);
    const progress = new Map(known.map((row) => [row.tableName, row]));
    for (const table of this.#tables) {
      const tableName = table.schema.options.tableName ?? table.schema.options.name;
      const kept = progress.get(tableName);
      const isOfNow = kept?.keyVersion === version;
      let row = isOfNow ? kept : { tableName, keyVersion: version, behind: null, passes: 0, dueAt: this.clock.now() };
      while (row.dueAt !== null && row.dueAt <= this.clock.now() && (await goOn())) row = await this.#some(table, row);
    }
  }

  async #some(table: SealedTable, row: SealingProgressRow): Promise<SealingProgressRow> {
    const cipher = await this.keys.cipher();
    const last = await sealFrom(this.database, table, cipher, row.behind, AT_ONCE);
    const next = { ...row, behind: last, ...(last === null && this.#passed(row)) };
    await this.database.transaction((tx) => tx.save(SealingProgressSchema, next));
    return next;
  }

  #passed({ passes }: SealingProgressRow) {
    const again = new Date(this.clock.ms() + AGAIN_AFTER_MS);
    return { passes: passes + 1, dueAt: passes + 1 < PASSES ? again : null };
  }
}
