import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { SolveGuards, type Missing } from '../ticket/solve-guards.api.js';
import { SopRunSchema } from './infra/sop-run.schema.js';

/** A ticket is not solved in the middle of a procedure: it is followed to its end, or left with a reason. */
@Injectable()
export class SopGuard {
  constructor(
    private readonly database: Database,
    guards: SolveGuards,
  ) {
    guards.add((ticketId) => this.#missing(ticketId));
  }

  async #missing(ticketId: string): Promise<readonly Missing[]> {
    const where = { subjectId: ticketId, status: 'running' as const };
    const runs = await (
      await this.database.reader()
    ).find(SopRunSchema, { where, select: { id: true, sopName: true } });
    return runs.map(({ id, sopName }) => ({ field: `sop.${id}`, message: `${sopName} is not followed to its end.` }));
  }
}
