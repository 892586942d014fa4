import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { SolveGuards, type Missing } from '../ticket/solve-guards.api.js';
import { TaskSchema } from './infra/task.schema.js';

/** A ticket is not solved while there are tasks for it; return visits come afterwards. */
@Injectable()
export class TaskGuard {
  constructor(
    private readonly database: Database,
    guards: SolveGuards,
  ) {
    guards.add((ticketId) => this.#missing(ticketId));
  }

  async #missing(ticketId: string): Promise<readonly Missing[]> {
    const where = { ticketId, status: In(['open', 'taken']), kind: Not('return-visit' as const) };
    const open = await (await this.database.reader()).countBy(TaskSchema, where);
    return open === 0 ? [] : [{ field: 'tasks', message: `${open} tasks for it are not done.` }];
  }
}
