import { planCompleted, planImportReceived, planStarted } from '#libs/contracts/ticket-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
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
}

function publishPlan(event: PlanEvent, { id: planId, kind }: Plan): OutgoingEvent | null {
  switch (event.type) {
    case 'plan-import-received':
      return outgoing(planImportReceived, { planId, importId: event.importId });
    case 'plan-started':
      return outgoing(planStarted, { planId, kind, targets: event.targets });
    case 'plan-completed':
      return outgoing(planCompleted, { planId });
    default:
      return null;
  }
}
