import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { EscalationsQuery, EscalationView } from './escalation.dto.js';
import { EscalationSchema, EscalationStepSchema, type EscalationRow } from './escalation.schema.js';
import { EscalationNotFound } from './escalations.js';

@Injectable()
export class FindEscalations {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list({ ticketId, state, limit, cursor }: EscalationsQuery) {
    const where = {
      ...(ticketId !== undefined && { ticketId }),
      ...(state !== undefined && { state }),
      ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
    };
    const find = { where, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(EscalationSchema, find);
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
