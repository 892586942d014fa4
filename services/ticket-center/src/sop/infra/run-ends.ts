import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { SopRuns } from '../domain/sop-run.repository.js';
import { SopRunSchema } from './sop-run.schema.js';

/** What becomes of runs with what they are about. */
@Injectable()
export class RunEnds {
  constructor(
    private readonly database: Database,
    private readonly runs: SopRuns,
    private readonly clock: Clock,
  ) {}

  /** Nobody goes on with them: they count as left where they stand. Safe to repeat. */
  async subjectEnded(subjectId: string): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const open = await tx.find(SopRunSchema, { where: { subjectId, status: 'running' }, select: { id: true } });
      for (const { id } of open) await this.runs.update(id, (run) => run.leave('subject-ended', now));
    });
  }

  async subjectSolved(subjectId: string): Promise<void> {
    const solved = { subjectSolvedAt: this.clock.now() };
    await this.database.transaction((tx) => tx.update(SopRunSchema, { subjectId, subjectSolvedAt: IsNull() }, solved));
  }

  async subjectOpenedAgain(subjectId: string): Promise<void> {
    await this.database.transaction((tx) => tx.update(SopRunSchema, { subjectId }, { subjectSolvedAt: null }));
  }
}
