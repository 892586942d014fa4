import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { SupervisionNotFound } from './domain/supervision.errors.js';
import { SupervisionSchema, type SupervisionRow } from './infra/supervision.schema.js';
import type { SupervisionsQuery, SupervisionView } from './supervision.dto.js';

@Injectable()
export class FindSupervisions {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list({ state, supervisorId, ticketId, limit, cursor }: SupervisionsQuery): Promise<Page<SupervisionView>> {
    const where = {
      state,
      ...(supervisorId !== undefined && { supervisorId }),
      ...(ticketId !== undefined && { ticketId }),
      ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
    };
    const find = { where, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(SupervisionSchema, find);
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(view), next };
  }

  /** @throws SupervisionNotFound */
  async get(id: string): Promise<SupervisionView> {
    const row = await (await this.database.reader()).findOneBy(SupervisionSchema, { id });
    if (!row) throw new SupervisionNotFound('There is no such supervision.', { id });
    return view(row);
  }
}

function view(row: SupervisionRow): SupervisionView {
  const said = (time: Date | null) => time?.toISOString() ?? null;
  const times = { deadline: said(row.deadline), reportDueAt: said(row.reportDueAt), liftedAt: said(row.liftedAt) };
  return { ...row, ...times, openedAt: row.openedAt.toISOString(), reports: [...row.reports] };
}
