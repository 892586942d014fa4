import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { SopRunSchema } from './infra/sop-run.schema.js';

/** What other contexts learn from runs. */
@Injectable()
export class SolvedRuns {
  constructor(private readonly database: Database) {}

  /** Ticket → the SOP that solved it; the last one where several did. */
  async of(ticketIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ticketIds.length === 0) return new Map();
    const runs = await (
      await this.database.reader()
    ).find(SopRunSchema, {
      where: { subjectId: In([...ticketIds]), outcome: 'solved' },
      select: { id: true, subjectId: true, sopName: true },
      order: { id: 'ASC' },
    });
    return new Map(runs.map(({ subjectId, sopName }) => [subjectId, sopName]));
  }
}
