import { AuditEntrySchema, type AuditEntryRow } from '#libs/audit-trail/audit.schema';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { And, LessThan, LessThanOrEqual, MoreThanOrEqual, type FindOperator } from 'typeorm';
import type { AuditEntryView, AuditQuery } from './audit.dto.js';

@Injectable()
export class AuditSearch {
  constructor(private readonly database: Database) {}

  async find({ limit, cursor, from, to, ...equal }: AuditQuery): Promise<Page<AuditEntryView>> {
    const db = await this.database.reader();
    const at = between(from, to);
    const seq = cursor === undefined ? undefined : LessThan(Number(decodeCursor(cursor, 1)[0]));
    const rows = await db.find(AuditEntrySchema, {
      where: { ...equal, ...(at && { at }), ...(seq && { seq }) },
      order: { seq: 'DESC' },
      take: limit + 1,
    });
    const { items, next } = pageOf(rows, limit, (row) => [String(row.seq)]);
    return { items: items.map(view), next };
  }
}

function between(from: string | undefined, to: string | undefined): FindOperator<Date> | undefined {
  const bounds = [
    ...(from === undefined ? [] : [MoreThanOrEqual(new Date(from))]),
    ...(to === undefined ? [] : [LessThanOrEqual(new Date(to))]),
  ];
  return bounds.length === 0 ? undefined : And(...bounds);
}

function view({ seq, hash, content }: AuditEntryRow): AuditEntryView {
  return { ...(JSON.parse(content) as Omit<AuditEntryView, 'seq' | 'hash'>), seq, hash };
}
