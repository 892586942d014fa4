import { ticketPutBack } from '#libs/contracts/ticket-center/pool-events';
import { ticketSupervisionLifted } from '#libs/contracts/ticket-center/collaboration/supervision-events';
import * as relation from '#libs/contracts/ticket-center/ticket-relation-events';
import * as contract from '#libs/contracts/ticket-center/ticket-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import type { Ticket } from '../domain/ticket.aggregate.js';
import type { TicketEvent } from '../domain/ticket.events.js';
import { publishRelation } from './ticket-relation.outbox.js';
import type { TicketRow } from './ticket.schema.js';

/** Which of a ticket's events leave the service. Nothing a person wrote is among them. */
export function publishTicket(event: TicketEvent, ticket: Ticket): OutgoingEvent | null {
  const row = ticket as unknown as TicketRow;
  const { id: ticketId, customerId } = row;
  switch (event.type) {
    case 'ticket-opened': {
      const { number, ticketType, interactionEventIds, taskId, priority } = row;
      return outgoing(contract.ticketOpened, {
        ticketId,
        number,
        ticketType,
        customerId,
        interactionEventIds,
        taskId,
        priority,
      });
    }
    case 'ticket-status-changed':
      return outgoing(contract.ticketStatusChanged, {
        ticketId,
        customerId,
        ...{ from: event.from, to: event.to, name: event.name, by: currentContext()?.identity?.subject ?? null },
      });
    case 'ticket-assigned':
      return outgoing(contract.ticketAssigned, { ticketId, assigneeId: event.assigneeId });
    case 'ticket-transferred':
      return outgoing(contract.ticketTransferred, {
        ticketId,
        fromId: event.fromId,
        toId: event.toId,
        returnsTo: event.returnsTo,
      });
    case 'ticket-transferred-to-team':
      return outgoing(relation.ticketTransferredToTeam, {
        ticketId,
        ...{ fromId: event.fromId, teamId: event.teamId, returnsTo: event.returnsTo },
      });
    case 'ticket-returned':
      return outgoing(contract.ticketReturned, { ticketId, fromId: event.fromId, toId: event.toId });
    case 'ticket-put-back':
      return outgoing(ticketPutBack, { ticketId, agentId: event.by });
    case 'ticket-team-assigned':
      return outgoing(contract.ticketTeamAssigned, { ticketId, teamId: event.teamId });
    case 'ticket-customer-wrote':
      return outgoing(contract.ticketCustomerWrote, { ticketId });
    case 'ticket-edited':
      return outgoing(contract.ticketChanged, { ticketId, changed: [...event.changed] });
    case 'ticket-priority-raised':
      return outgoing(contract.ticketChanged, { ticketId, changed: ['priority'] });
    case 'ticket-form-filled':
      return outgoing(contract.ticketChanged, { ticketId, changed: ['forms'] });
    case 'ticket-marked':
      return outgoing(contract.ticketChanged, { ticketId, changed: ['satisfaction'] });
    case 'ticket-noted':
      return outgoing(contract.ticketNoted, { ticketId });
    case 'ticket-reopened':
      return outgoing(contract.ticketReopened, { ticketId });
    case 'ticket-replied':
      return outgoing(contract.ticketReplied, { ticketId, first: event.first, by: event.by });
    case 'ticket-action-requested':
      return outgoing(contract.ticketActionRequested, { ticketId, actionId: event.actionId, name: event.name });
    case 'ticket-action-finished':
      return outgoing(contract.ticketActionFinished, {
        ticketId,
        actionId: event.actionId,
        name: event.name,
        outcome: event.outcome,
      });
    case 'ticket-dispatched':
      return outgoing(contract.ticketDispatched, { ticketId, customerId, visitId: event.visitId });
    case 'ticket-urged':
      return outgoing(contract.ticketUrged, { ticketId, times: event.times });
    case 'ticket-supervised':
      return outgoing(contract.ticketSupervised, {
        ticketId,
        supervisorId: event.supervisorId,
        priority: event.priority,
      });
    case 'ticket-supervision-lifted':
      return outgoing(ticketSupervisionLifted, { ticketId, by: event.by });
    case 'ticket-attention-called':
      return outgoing(contract.ticketAttentionCalled, { ticketId, personId: event.personId, why: event.why });
    case 'ticket-solved':
      return outgoing(contract.ticketSolved, { ticketId, customerId, returnVisit: event.returnVisit, by: event.by });
    case 'ticket-closed':
      return outgoing(contract.ticketClosed, closingFacts(row));
    case 'ticket-archived':
      return outgoing(contract.ticketArchived, { ticketId, customerId });
    case 'ticket-interaction-linked':
      return outgoing(contract.ticketInteractionLinked, { ticketId, interactionEventId: event.interactionEventId });
    default:
      return publishRelation(event, row);
  }
}

function closingFacts(row: TicketRow) {
  return {
    ticketId: row.id,
    number: row.number,
    ticketType: row.ticketType,
    customerId: row.customerId,
    interactionEventIds: row.interactionEventIds,
    assigneeId: row.assigneeId,
    openedAt: row.openedAt.toISOString(),
    firstRepliedAt: row.firstRepliedAt?.toISOString() ?? null,
    solvedAt: row.solvedAt!.toISOString(),
    closedAt: row.closedAt!.toISOString(),
    urgedTimes: row.urgedTimes,
    content: {
      description: row.description.trim() !== '',
      solution: row.solution !== null,
      category: row.category !== null,
      reply: row.firstRepliedAt !== null,
    },
    satisfaction: row.satisfaction,
  };
}
