import { holding, type PersonHolding } from '#libs/personal-data/person-holding';
import { PlanTargetSchema } from './plan/infra/plan.schema.js';
import { ResponseSchema } from './questionnaire/questionnaire.schema.js';
import { TaskSchema } from './task/infra/task.schema.js';
import { TicketLineSchema } from './ticket-view/line/ticket-line.schema.js';
import { TicketSchema } from './ticket/infra/ticket.schema.js';
import { VisitSchema } from './visit/infra/visit.schema.js';

const OURS = { by: 'customerId', keeps: 'record-of-service' } as const;

/** Journals stay until the tickets are removed: what was promised is computed from them. */
export const TICKET_CENTER_HOLDINGS: readonly PersonHolding[] = [
  holding(TicketSchema, {
    ...OURS,
    name: 'tickets',
    keeps: 'journal-of-service',
    gives: ['number', 'ticketType', 'channel', 'subject', 'description', 'status', 'solution', 'openedAt', 'closedAt'],
    erases: { subject: '', description: '', solution: null },
  }),
  holding(TicketLineSchema, {
    ...OURS,
    name: 'ticket-lines',
    gives: [],
    erases: { subject: '' },
  }),
  holding(VisitSchema, {
    ...OURS,
    name: 'visits',
    gives: ['status', 'plannedOn', 'appointedFor', 'place', 'report'],
    erases: { place: null, report: null },
  }),
  holding(TaskSchema, {
    ...OURS,
    name: 'tasks',
    gives: ['kind', 'channel', 'status', 'outcome', 'satisfaction', 'note', 'createdAt'],
    erases: { note: null },
  }),
  holding(PlanTargetSchema, {
    ...OURS,
    name: 'plan-targets',
    gives: ['customer', 'attributes', 'segment'],
    erases: { customer: null, attributes: null },
  }),
  holding(ResponseSchema, {
    ...OURS,
    name: 'responses',
    keeps: 'figures',
    gives: ['questionnaire', 'answers', 'satisfaction', 'answeredAt'],
    erases: { answers: {} },
  }),
];
