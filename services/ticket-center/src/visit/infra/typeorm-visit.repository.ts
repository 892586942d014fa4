import { visitCompleted } from '#libs/contracts/ticket-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Visit } from '../domain/visit.aggregate.js';
import { VisitNotFound } from '../domain/visit.errors.js';
import type { VisitEvent } from '../domain/visit.events.js';
import { Visits } from '../domain/visit.repository.js';
import { VisitJournalSchema, VisitSchema } from './visit.schema.js';

@Injectable()
export class TypeormVisits extends AggregateStore<Visit> implements Visits {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: VisitSchema,
      notFound: (id) => new VisitNotFound('There is no such visit.', { id }),
      publish: publishVisit,
      journal: VisitJournalSchema,
    });
  }
}

function publishVisit(event: VisitEvent, { id, ticketId }: Visit) {
  if (event.type !== 'visit-completed') return null;
  return outgoing(visitCompleted, { visitId: id, ticketId, outcome: event.outcome });
}
