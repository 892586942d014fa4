import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { foundWithin, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Injectable } from '@nestjs/common';
import { LessThan, type FindOptionsWhere } from 'typeorm';
import { EnrolmentNotFound } from '../domain/enrolment.errors.js';
import { EnrolmentSchema, type EnrolmentRow } from '../infra/enrolment.schema.js';
import type { EnrolmentsQuery, EnrolmentView } from './enrolment.dto.js';

@Injectable()
export class EnrolmentList {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The newest first. @param circle whose; null: everybody's */
  async list({ limit, cursor, ...where }: EnrolmentsQuery, circle: RowCircle | null): Promise<Page<EnrolmentView>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const wanted: FindOptionsWhere<EnrolmentRow> = {
      ...where,
      ...foundWithin(circle, 'personId', where.personId),
      ...before,
    };
    const options = { where: wanted, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(EnrolmentSchema, options);
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map((row) => this.view(row)), next };
  }

  /** @throws EnrolmentNotFound, also for what is not of this person */
  async get(where: { id: string; personId?: string }): Promise<EnrolmentView> {
    const row = await (await this.database.reader()).findOneBy(EnrolmentSchema, where);
    if (!row) throw new EnrolmentNotFound('There is no such enrolment.', { id: where.id });
    return this.view(row);
  }

  view({ units, progress, openKey, assignedAt, dueAt, completedAt, ...row }: EnrolmentRow): EnrolmentView {
    const done = units.filter(({ id }) => progress[id]?.status === 'done').length;
    return {
      ...row,
      percent: Math.floor((done / units.length) * 100),
      units: units.map((unit) => ({ ...unit, ...(progress[unit.id] ?? { status: 'open', seconds: 0, score: null }) })),
      assignedAt: assignedAt.toISOString(),
      dueAt: dueAt?.toISOString() ?? null,
      overdue: openKey !== null && dueAt !== null && dueAt <= this.clock.now(),
      completedAt: completedAt?.toISOString() ?? null,
    };
  }
}
