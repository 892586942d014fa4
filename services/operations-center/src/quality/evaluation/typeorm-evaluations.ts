import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual, Not } from 'typeorm';
import type { Evaluation } from './evaluation.aggregate.js';
import { EvaluationNotFound } from './evaluation.errors.js';
import { published } from './evaluation.outbox.js';
import { EvaluationItemSchema, EvaluationSchema, EvaluationTwinSchema } from './evaluation.schema.js';
import type { EvaluationItem, EvaluationTwin } from './evaluation.schema.js';
import { Evaluations } from './evaluations.js';

@Injectable()
export class TypeormEvaluations extends AggregateStore<Evaluation> implements Evaluations {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: EvaluationSchema,
      notFound: (id) => new EvaluationNotFound('There is no such evaluation.', { id }),
      publish: published,
      lookups: [{ schema: EvaluationItemSchema, owner: 'evaluationId', rows: itemsOf }],
    });
  }

  twinOf(id: string): Promise<EvaluationTwin> {
    return this.database.transaction((tx) => {
      const lock = this.database.rowLock;
      return tx.findOneOrFail(EvaluationTwinSchema, { where: { id }, ...lock });
    });
  }

  async addTwin(twin: EvaluationTwin): Promise<void> {
    await this.database.transaction((tx) => tx.insert(EvaluationTwinSchema, twin));
  }

  async changeTwin(id: string, change: Partial<EvaluationTwin>): Promise<void> {
    await this.database.transaction((tx) => tx.update(EvaluationTwinSchema, { id }, change));
  }

  async toRemind(now: Date, atMost: number): Promise<string[]> {
    const options = { select: { id: true }, where: { remindAt: LessThanOrEqual(now) }, take: atMost } as const;
    const rows = await (
      await this.database.reader()
    ).find(EvaluationSchema, { ...options, order: { remindAt: 'ASC' } });
    return rows.map(({ id }) => id);
  }

  async isJudged(subjectId: string, scorecardId: string): Promise<boolean> {
    const where = { subjectId, scorecardId, state: Not('retracted' as const) };
    return (await this.database.reader()).exists(EvaluationSchema, { where });
  }
}

/** Of what counts: released, and not taken back. */
function itemsOf({ id, agentId, state, releasedAt, verdict, ...evaluation }: Evaluation): EvaluationItem[] {
  if (agentId === null || releasedAt === null || state === 'retracted' || !verdict) return [];
  const { scorecardId, teamId, origin, finishedAt } = evaluation;
  return verdict.judged.items.flatMap(({ key: itemKey, points, possible }) =>
    points === null
      ? []
      : {
          ...{ evaluationId: id, itemKey, scorecardId, agentId, teamId, origin, finishedAt },
          share: Math.round((10_000 * points) / possible),
        },
  );
}
