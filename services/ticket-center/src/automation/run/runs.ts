import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { RunsQuery } from './run.dto.js';
import { AutomationRunSchema, RuleFiringSchema, type AutomationRunRow } from './run.schema.js';

/** What rules did, and why. */
@Injectable()
export class Runs {
  constructor(private readonly database: Database) {}

  /** The newest first; of a rule those in which it matched. */
  async list({ limit, cursor, ticketId, rule }: RunsQuery): Promise<Page<AutomationRunRow>> {
    const query = (await this.database.reader()).createQueryBuilder(AutomationRunSchema, 'run').where('1 = 1');
    if (ticketId) query.andWhere('run.ticketId = :ticketId', { ticketId });
    if (rule) {
      const firing = RuleFiringSchema.options.name;
      query.innerJoin(firing, 'firing', 'firing.run = run.id AND firing.rule = :rule', { rule });
    }
    if (cursor !== undefined) query.andWhere('run.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('run.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  async forgetBefore(time: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.delete(RuleFiringSchema, { at: LessThan(time) });
      await tx.delete(AutomationRunSchema, { at: LessThan(time) });
    });
  }
}
