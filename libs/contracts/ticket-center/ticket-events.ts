import { z } from 'zod';
import { eventContract } from '../event-contract.js';

/** Statuses have names of a tenant's own; their category is one of these (domain-rules D4). */
export const TicketCategory = z.enum(['new', 'open', 'waiting', 'on-hold', 'solved', 'closed', 'merged']);
export type TicketCategory = z.infer<typeof TicketCategory>;

export const Priority = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.infer<typeof Priority>;

const ticketId = z.uuid();
const taskId = z.uuid();
const customerId = z.uuid();
const agentId = z.string();
const by = agentId.nullish().describe('who did it, where a person did');

export const ticketOpened = eventContract(
  'ticket-events',
  'ticket.opened.v1',
  z.object({
    ticketId,
    number: z.string(),
    ticketType: z.string(),
    customerId,
    interactionEventIds: z.array(z.uuid()),
    taskId: taskId.nullable(),
    priority: Priority,
  }),
);

export const ticketInteractionLinked = eventContract(
  'ticket-events',
  'ticket.interaction-linked.v1',
  z.object({ ticketId, interactionEventId: z.uuid() }),
);

export const ticketStatusChanged = eventContract(
  'ticket-events',
  'ticket.status-changed.v1',
  z.object({
    ticketId,
    customerId,
    from: TicketCategory,
    to: TicketCategory,
    /** What a process calls it, below the category. */
    name: z.string().nullable().default(null),
    by,
  }),
);

/** An instance that belongs to something, e.g. a ticket, says how that stands. */
export const processStatusSet = eventContract(
  'ticket-events',
  'process.status-set.v1',
  z.object({
    instance: z.uuid(),
    rootInstance: z.uuid(),
    businessKey: z.string(),
    definition: z.string(),
    version: z.int(),
    status: z.string(),
  }),
);

/** Of instances without a parent. */
export const processEnded = eventContract(
  'ticket-events',
  'process.ended.v1',
  z.object({
    instance: z.uuid(),
    businessKey: z.string().nullable(),
    definition: z.string(),
    version: z.int(),
    outcome: z.enum(['completed', 'failed', 'cancelled']),
  }),
);

export const processIncidentRaised = eventContract(
  'ticket-events',
  'process.incident-raised.v1',
  z.object({ instance: z.uuid(), definition: z.string(), version: z.int(), node: z.string(), code: z.string() }),
);

export const ticketAssigned = eventContract(
  'ticket-events',
  'ticket.assigned.v1',
  z.object({ ticketId, assigneeId: agentId }),
);

export const ticketTransferred = eventContract(
  'ticket-events',
  'ticket.transferred.v1',
  z.object({ ticketId, fromId: agentId, toId: agentId, returnsTo: agentId.nullable() }),
);

export const ticketReturned = eventContract(
  'ticket-events',
  'ticket.returned.v1',
  z.object({ ticketId, fromId: agentId, toId: agentId }),
);

export const ticketTeamAssigned = eventContract(
  'ticket-events',
  'ticket.team-assigned.v1',
  z.object({ ticketId, teamId: z.string().nullable() }),
);

/** Of what people may correct; other changes have events of their own. */
export const ticketChanged = eventContract(
  'ticket-events',
  'ticket.changed.v1',
  z.object({ ticketId, changed: z.array(z.string()).describe('names of attributes') }),
);

export const ticketCustomerWrote = eventContract('ticket-events', 'ticket.customer-wrote.v1', z.object({ ticketId }));

export const ticketNoted = eventContract('ticket-events', 'ticket.noted.v1', z.object({ ticketId }));

export const ticketReopened = eventContract('ticket-events', 'ticket.reopened.v1', z.object({ ticketId }));

export const ticketReplied = eventContract(
  'ticket-events',
  'ticket.replied.v1',
  z.object({ ticketId, first: z.boolean(), by }),
);

/** The arguments stay in ticket-center: they may be personal. */
export const ticketActionRequested = eventContract(
  'ticket-events',
  'ticket.action-requested.v1',
  z.object({ ticketId, actionId: z.uuid(), name: z.string() }),
);

export const ticketActionFinished = eventContract(
  'ticket-events',
  'ticket.action-finished.v1',
  z.object({ ticketId, actionId: z.uuid(), name: z.string(), outcome: z.enum(['succeeded', 'failed']) }),
);

export const ticketDispatched = eventContract(
  'ticket-events',
  'ticket.dispatched.v1',
  z.object({ ticketId, customerId, visitId: z.uuid() }),
);

export const visitCompleted = eventContract(
  'ticket-events',
  'visit.completed.v1',
  z.object({
    visitId: z.uuid(),
    ticketId,
    outcome: z.enum(['fixed', 'not-fixed']),
    result: z.enum(['fixed', 'not-fixed', 'second-visit']).nullable().optional(),
    reason: z.string().nullable().optional(),
  }),
);

export const ticketUrged = eventContract(
  'ticket-events',
  'ticket.urged.v1',
  z.object({ ticketId, times: z.number().int().positive() }),
);

export const ticketSupervised = eventContract(
  'ticket-events',
  'ticket.supervised.v1',
  z.object({ ticketId, supervisorId: agentId, priority: Priority }),
);

/** Somebody is to look at a ticket; `why` is a code, e.g. `urged`. */
export const ticketAttentionCalled = eventContract(
  'ticket-events',
  'ticket.attention-called.v1',
  z.object({
    ticketId,
    /** null: the lead of the team. */
    personId: agentId.nullable(),
    why: z.string(),
  }),
);

export const ticketSolved = eventContract(
  'ticket-events',
  'ticket.solved.v1',
  z.object({ ticketId, customerId, returnVisit: z.boolean(), by }),
);

/** What quality needs to know of a finished ticket, without a word of what it was about. */
export const ticketClosed = eventContract(
  'ticket-events',
  'ticket.closed.v1',
  z.object({
    ticketId,
    number: z.string(),
    ticketType: z.string(),
    customerId,
    interactionEventIds: z.array(z.uuid()),
    assigneeId: agentId.nullable(),
    openedAt: z.iso.datetime({ offset: true }),
    firstRepliedAt: z.iso.datetime({ offset: true }).nullable(),
    solvedAt: z.iso.datetime({ offset: true }),
    closedAt: z.iso.datetime({ offset: true }),
    urgedTimes: z.number().int().nonnegative(),
    /** Which of the fields a complete ticket has are filled. */
    content: z.object({ description: z.boolean(), solution: z.boolean(), category: z.boolean(), reply: z.boolean() }),
    /** The customer's mark from 1 to 5 at the return visit. */
    satisfaction: z.number().int().min(1).max(5).nullable(),
  }),
);

export const ticketArchived = eventContract('ticket-events', 'ticket.archived.v1', z.object({ ticketId, customerId }));
