import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named } from '#libs/persistence/rows/within-circle';
import { actor, actorMay } from '#libs/web/access/actor';
import { Circles } from '#libs/web/access/circles';
import { Injectable } from '@nestjs/common';
import type { Evaluation } from '../evaluation.aggregate.js';
import type { EvaluationFilter } from '../evaluation.dto.js';
import { EvaluationNotFound } from '../evaluation.errors.js';
import { EvaluationSchema } from '../evaluation.schema.js';
import { MachineScores, type MachineScore } from '../../../inspection/inspection.api.js';
import { RecheckSchema, type Recheck } from '../../recheck/recheck.schema.js';
import { readableBy, type Viewer } from './viewer.js';

const OVERSEE = 'evaluation:oversee';

export interface SeenEvaluation {
  readonly evaluation: Evaluation;
  readonly machine: readonly MachineScore[];
  /** What it looks at again; null: it does not. */
  readonly recheck: Recheck | null;
}

/** What the person who asks may read. */
@Injectable()
export class EvaluationReader {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
    private readonly machine: MachineScores,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list({ limit, cursor, overdue, ...filter }: EvaluationFilter): Promise<Page<Evaluation>> {
    const query = await this.#readable();
    query.andWhere(filter);
    if (overdue) query.andWhere('evaluation.dueAt < :now', { now: this.clock.now() });
    if (cursor !== undefined) query.andWhere('evaluation.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('evaluation.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** What may not be read is not there. @throws EvaluationNotFound */
  async get(id: string): Promise<Evaluation> {
    const found = await (await this.#readable()).andWhere({ id }).getOne();
    if (!found) throw new EvaluationNotFound('There is no such evaluation.', { id });
    return found;
  }

  async seen(id: string): Promise<SeenEvaluation> {
    const evaluation = await this.get(id);
    const { subjectKind: kind, subjectId } = evaluation;
    const machine = await this.machine.of({ kind, id: subjectId });
    const recheck = await (await this.database.reader()).findOneBy(RecheckSchema, { nextId: id });
    return { evaluation, machine, recheck };
  }

  async viewer(): Promise<Viewer> {
    const oversees = actorMay(OVERSEE) ? await this.circles.reachedWith(OVERSEE) : undefined;
    return { personId: actor(), oversees };
  }

  async #readable() {
    const viewer = await this.viewer();
    const query = (await this.database.reader()).createQueryBuilder<Evaluation>(EvaluationSchema, 'evaluation');
    return query.where(...named(readableBy(viewer), 'seen'));
  }
}
