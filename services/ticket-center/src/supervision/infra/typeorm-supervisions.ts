import {
  supervisionOverdue,
  supervisionReported,
} from '#libs/contracts/ticket-center/collaboration/supervision-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { Supervision } from '../domain/supervision.aggregate.js';
import { SupervisionNotFound } from '../domain/supervision.errors.js';
import type { SupervisionEvent } from '../domain/supervision.events.js';
import { Supervisions } from '../domain/supervision.repository.js';
import { SupervisionSchema, type SupervisionRow } from './supervision.schema.js';

@Injectable()
export class TypeormSupervisions extends AggregateStore<Supervision> implements Supervisions {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: SupervisionSchema,
      notFound: (id) => new SupervisionNotFound('There is no such supervision.', { id }),
      publish,
    });
  }

  openOf(ticketId: string): Promise<string | null> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const found = await tx.findOne(SupervisionSchema, { where: { ticketId, state: 'open' }, ...lock });
      return found?.id ?? null;
    });
  }
}

function publish(event: SupervisionEvent, supervision: Supervision): OutgoingEvent | null {
  const { id: supervisionId, ticketId, supervisorId } = supervision as unknown as SupervisionRow;
  switch (event.type) {
    case 'supervision-reported':
      return outgoing(supervisionReported, { supervisionId, ticketId, by: event.by });
    case 'supervision-overdue':
      return outgoing(supervisionOverdue, { supervisionId, ticketId, supervisorId, what: event.what });
    default:
      return null;
  }
}
