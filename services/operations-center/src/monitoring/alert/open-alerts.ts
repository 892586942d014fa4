import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import type { Listed } from '../figure/look-parts.js';
import { AlertSchema } from '../infra/alert.schema.js';

/** Shown beside each other; there are seldom as many. */
const MOST = 200;

/** The alerts that are raised now, as boards show them. */
@Injectable()
export class OpenAlerts {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list(): Promise<Listed[]> {
    const find = { where: { state: Not('cleared' as const) }, order: { id: 'DESC' }, take: MOST } as const;
    const rows = await (await this.database.reader()).find(AlertSchema, find);
    return rows.map(({ id, name, state, severity, figure, scopeKind, scopeId, ...alert }) => ({
      id,
      label: name,
      facts: {
        ...{ state, severity, figure, scopeKind, scopeId, timesAgain: alert.timesAgain },
        raisedAt: alert.raisedAt.toISOString(),
        snoozedUntil: alert.snoozedUntil?.toISOString() ?? null,
      },
    }));
  }
}
