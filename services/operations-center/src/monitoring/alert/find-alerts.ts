import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan, Not, type FindOptionsWhere } from 'typeorm';
import { AlertNotFound } from '../domain/alert.errors.js';
import type { MonitorScope } from '../figure/figure-definition.js';
import type { Reach } from '../figure/reach.js';
import { AlertJournalSchema, AlertSchema, type AlertRow } from '../infra/alert.schema.js';
import type { AlertsQuery } from './alert.dto.js';

/** Of whom a part is reached, so many are looked at for a page. */
const LOOKED_AT = 1_000;

@Injectable()
export class FindAlerts {
  constructor(private readonly database: Database) {}

  /** The newest first, as far as somebody reaches. */
  async list({ state, isOpen, limit, cursor }: AlertsQuery, reach: Reach): Promise<Page<ReturnType<typeof view>>> {
    const where: FindOptionsWhere<AlertRow> = {
      ...(state && { state }),
      ...(state === undefined && isOpen !== undefined && { state: isOpen ? Not('cleared' as const) : 'cleared' }),
      ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
    };
    const find = { where, order: { id: 'DESC' }, take: LOOKED_AT } as const;
    const rows = await (await this.database.reader()).find(AlertSchema, find);
    const page = pageOf(rows.filter((row) => reach.reaches(scopeOf(row))).slice(0, limit + 1), limit, ({ id }) => [id]);
    return { ...page, items: page.items.map(view) };
  }

  /** @throws AlertNotFound */
  async get(id: string, reach: Reach) {
    const row = await (await this.database.reader()).findOneBy(AlertSchema, { id });
    if (!row || !reach.reaches(scopeOf(row))) throw new AlertNotFound('There is no such alert.', { id });
    return view(row);
  }

  /** What became of it, in order. @throws AlertNotFound */
  async history(id: string, reach: Reach) {
    await this.get(id, reach);
    const find = { where: { aggregateId: id }, order: { id: 'ASC' } } as const;
    const rows = await (await this.database.reader()).find(AlertJournalSchema, find);
    return rows.map(({ at, type, data }) => ({ at: at.toISOString(), what: type, details: data }));
  }
}

function scopeOf({ scopeKind, scopeId }: AlertRow): MonitorScope {
  return { kind: scopeKind as MonitorScope['kind'], id: scopeId };
}

function view(row: AlertRow) {
  const said = (time: Date | null) => time?.toISOString() ?? null;
  const { id, version, cause, name, severity, figure, state, value, timesAgain, acknowledgedBy } = row;
  return {
    ...{ id, version, cause, name, severity, figure, state, value, timesAgain, acknowledgedBy },
    scope: { kind: row.scopeKind, id: row.scopeId },
    firstRaisedAt: row.firstRaisedAt.toISOString(),
    raisedAt: row.raisedAt.toISOString(),
    stepsTaken: row.nextStep,
    snoozedUntil: said(row.snoozedUntil),
    clearedAt: said(row.clearedAt),
    nextAt: said(row.dueAt),
  };
}
