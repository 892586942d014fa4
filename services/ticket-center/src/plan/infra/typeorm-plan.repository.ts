import {
  planCompleted,
  planImportReceived,
  planPersonLeft,
  planResumed,
  planStarted,
  planStopped,
} from '#libs/contracts/ticket-center/plan-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { Plan } from '../domain/plan.aggregate.js';
import { PlanNotFound } from '../domain/plan.errors.js';
import type { PlanEvent } from '../domain/plan.events.js';
import { Plans } from '../domain/plan.repository.js';
import { PlanJournalSchema, PlanSchema } from './plan.schema.js';

@Injectable()
export class TypeormPlans extends AggregateStore<Plan> implements Plans {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: PlanSchema,
      notFound: (id) => new PlanNotFound('There is no such plan.', { id }),
      publish: publishPlan,
      journal: PlanJournalSchema,
    });
  }

  async dueForRelease(now: Date, limit: number): Promise<string[]> {
    const find = { select: { id: true }, where: { releaseAt: LessThanOrEqual(now) }, take: limit } as const;
    const rows = await (await this.database.reader()).find(PlanSchema, { ...find, order: { releaseAt: 'ASC' } });
    return rows.map(({ id }) => id);
  }
}

function publishPlan(event: PlanEvent, { id: planId, kind }: Plan): OutgoingEvent | null {
  switch (event.type) {
    case 'plan-import-received':
      return outgoing(planImportReceived, { planId, importId: event.importId });
    case 'plan-started':
      return outgoing(planStarted, { planId, kind, targets: event.targets });
    case 'plan-resumed':
      return outgoing(planResumed, { planId });
    case 'plan-stopped':
      return outgoing(planStopped, { planId });
    case 'plan-person-left':
      return outgoing(planPersonLeft, { planId, personId: event.personId });
    case 'plan-completed':
      return outgoing(planCompleted, { planId });
    default:
      return null;
  }
}
