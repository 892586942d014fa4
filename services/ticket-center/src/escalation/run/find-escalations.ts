import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named } from '#libs/persistence/rows/within-circle';
import { Circles } from '#libs/web/access/circles';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { EscalationsQuery, EscalationView } from './escalation.dto.js';
import { EscalationSchema, EscalationStepSchema, type EscalationRow } from './escalation.schema.js';
import { escalationWithin } from './escalation-reach.js';
import { EscalationNotFound } from './escalations.js';

@Injectable()
export class FindEscalations {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
  ) {}

  /** The newest first. */
  async list({ ticketId, state, limit, cursor }: EscalationsQuery) {
    const where = {
      ...(ticketId !== undefined && { ticketId }),
      ...(state !== undefined && { state }),
      ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
    };
    const circle = await this.circles.reachedWith('escalation:read');
    const query = (await this.database.reader()).createQueryBuilder(EscalationSchema, 'escalation').where(where);
    if (circle) query.andWhere(...named(escalationWithin(circle), 'seen'));
    const rows = await query
      .orderBy('escalation.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(line), next };
  }

  /** With the steps that were taken. @throws EscalationNotFound */
  async get(id: string): Promise<EscalationView> {
    const reader = await this.database.reader();
    const row = await reader.findOneBy(EscalationSchema, { id });
    if (!row) throw new EscalationNotFound('There is no such escalation.', { id });
    const order = { step: 'ASC', round: 'ASC' } as const;
    const steps = await reader.find(EscalationStepSchema, { where: { escalationId: id }, order });
    return {
      ...line(row),
      steps: steps.map(({ escalationId: _, at, ...step }) => ({ ...step, at: at.toISOString() })),
    };
  }
}

function line({ startedAt, endedAt, ...row }: EscalationRow) {
  return { ...row, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
