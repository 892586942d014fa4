import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { LinesQuery } from './account-import.dto.js';
import {
  AccountImportLineSchema,
  AccountImportSchema,
  OUTCOMES,
  type AccountImportLineRow,
  type AccountImportRow,
  type Orderer,
  type Outcome,
} from './account-import.schema.js';
import { readPeople } from './person-csv.js';

export class AccountImportNotFound extends domainError('account-import-not-found', 'not-found') {}

export type Counts = Readonly<Record<Outcome, number>>;

/** Lists of people: what was ordered, and how far it is. */
@Injectable()
export class AccountImports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** All of it is kept before anything is done. @throws AccountImportUnreadable */
  async order(csv: string, dryRun: boolean, orderer: Orderer): Promise<string> {
    const { people, bad } = readPeople(csv);
    const orderedAt = this.clock.now();
    const id = newId(orderedAt);
    const none = { importId: id, accountId: null };
    const lines: AccountImportLineRow[] = [
      ...people.map(({ line, person }) => ({
        ...none,
        line,
        person,
        outcome: 'waiting' as const,
        code: null,
        field: null,
      })),
      ...bad.map((each) => ({ ...none, ...each, person: null, outcome: 'refused' as const })),
    ];
    const row: AccountImportRow = {
      id,
      status: 'running',
      dryRun,
      orderer,
      total: lines.length,
      orderedAt,
      endedAt: null,
    };
    await this.database.transaction(async (tx) => {
      await insertRows(tx, AccountImportSchema, [row]);
      await insertRows(tx, AccountImportLineSchema, lines);
    });
    return id;
  }

  /** @throws AccountImportNotFound */
  async get(id: string): Promise<{ row: AccountImportRow; counts: Counts }> {
    const reader = await this.database.reader();
    const row = await reader.findOneBy(AccountImportSchema, { id });
    if (!row) throw new AccountImportNotFound('There is no such import.', { id });
    const counted = await Promise.all(
      OUTCOMES.map((outcome) => reader.countBy(AccountImportLineSchema, { importId: id, outcome })),
    );
    return { row, counts: Object.fromEntries(OUTCOMES.map((outcome, at) => [outcome, counted[at]!])) as Counts };
  }

  /** In the order of the list. @throws AccountImportNotFound */
  async lines(id: string, { outcome, limit, cursor }: LinesQuery): Promise<Page<AccountImportLineRow>> {
    await this.get(id);
    const after = cursor === undefined ? {} : { line: MoreThan(Number(decodeCursor(cursor, 1)[0])) };
    const where = { importId: id, ...after, ...(outcome && { outcome }) };
    const reader = await this.database.reader();
    const rows = await reader.find(AccountImportLineSchema, { where, order: { line: 'ASC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ line }) => [String(line)]);
  }
}
