import { visitCompleted } from '#libs/contracts/ticket-center/ticket-events';
import { visitMoved, type VisitStep } from '#libs/contracts/ticket-center/visit-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
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

  async overdue(now: Date, limit: number): Promise<string[]> {
    const find = { select: { id: true }, where: { wakeAt: LessThanOrEqual(now) }, take: limit } as const;
    const rows = await (await this.database.reader()).find(VisitSchema, { ...find, order: { wakeAt: 'ASC' } });
    return rows.map(({ id }) => id);
  }
}

/** Whoever waits for the end of a visit hears of it as before; a second visit is one that did not fix it. */
function publishVisit(event: VisitEvent, { id: visitId, ticketId, planned }: Visit): OutgoingEvent | null {
  if (event.type === 'visit-completed') {
    const outcome = event.outcome === 'fixed' ? 'fixed' : 'not-fixed';
    return outgoing(visitCompleted, { visitId, ticketId, outcome, result: event.outcome, reason: event.reason });
  }
  const step = STEPS[event.type];
  if (step === undefined) return null;
  const engineerId = 'engineerId' in event ? event.engineerId : 'toId' in event ? event.toId : planned?.engineerId;
  const reason = 'reason' in event ? event.reason : null;
  return outgoing(visitMoved, { visitId, ticketId, step, engineerId: engineerId ?? null, reason });
}

/** Which steps others hear of. */
const STEPS: Partial<Record<VisitEvent['type'], VisitStep>> = {
  'visit-undispatched': 'undispatched',
  'visit-offered': 'offered',
  'visit-accepted': 'accepted',
  'visit-declined': 'declined',
  'visit-transferred': 'transferred',
  'visit-appointed': 'appointed',
  'visit-appointment-missed': 'appointment-missed',
  'visit-departed': 'departed',
  'visit-arrived': 'arrived',
  'visit-no-show': 'no-show',
  'visit-parts-ordered': 'parts-ordered',
  'visit-parts-received': 'parts-received',
  'visit-signed': 'signed',
};
