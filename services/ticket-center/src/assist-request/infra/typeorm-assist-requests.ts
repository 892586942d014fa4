import * as contract from '#libs/contracts/ticket-center/collaboration/assist-request-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { AssistRequest } from '../domain/assist-request.aggregate.js';
import { AssistRequestNotFound } from '../domain/assist-request.errors.js';
import type { AssistRequestEvent } from '../domain/assist-request.events.js';
import { AssistRequests } from '../domain/assist-request.repository.js';
import { AssistRequestJournalSchema, AssistRequestSchema } from './assist-request.schema.js';

@Injectable()
export class TypeormAssistRequests extends AggregateStore<AssistRequest> implements AssistRequests {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: AssistRequestSchema,
      notFound: (id) => new AssistRequestNotFound('There is no such request for help.', { id }),
      publish: publishAssistRequest,
      journal: AssistRequestJournalSchema,
    });
  }

  async openOf(ticketId: string): Promise<string[]> {
    const where = { ticketId, status: 'open' as const };
    const rows = await (await this.database.reader()).find(AssistRequestSchema, { select: { id: true }, where });
    return rows.map(({ id }) => id);
  }
}

/** Neither the question nor the answer leaves the service. */
function publishAssistRequest(event: AssistRequestEvent, request: AssistRequest): OutgoingEvent {
  const { id: assistRequestId, ticketId, teamId, helper: helperId, askedBy, dueAt } = request;
  const about = { assistRequestId, ticketId, teamId, helperId, askedBy };
  switch (event.type) {
    case 'assist-request-asked':
      return outgoing(contract.assistRequestAsked, { ...about, dueAt: dueAt?.toISOString() ?? null });
    case 'assist-request-taken':
      return outgoing(contract.assistRequestTaken, about);
    case 'assist-request-ended':
      return outgoing(contract.assistRequestEnded, { ...about, outcome: event.outcome, inTime: event.inTime });
    case 'assist-request-overdue':
      return outgoing(contract.assistRequestOverdue, { ...about, dueAt: event.dueAt.toISOString() });
  }
}
