import { holding, type PersonHolding } from '#libs/personal-data/person-holding';
import type { PersonWay } from '#libs/personal-data/person-way';
import { withoutWords } from '#libs/personal-data/without-words';
import { Not } from 'typeorm';
import { FormDraftSchema } from './form-draft/infra/form-draft.schema.js';
import { FormLookupSchema } from './form-draft/lookup/form-lookup.schema.js';
import { PlanTargetSchema } from './plan/infra/plan.schema.js';
import { ResponseSchema } from './questionnaire/questionnaire.schema.js';
import { SopRunSchema } from './sop/infra/sop-run.schema.js';
import { StageFormSchema, TicketFieldSchema } from './stage-form/stage-form.schema.js';
import { TaskJournalSchema, TaskSchema } from './task/infra/task.schema.js';
import { CARE_HOLDINGS, MAIL_HOLDINGS } from './ticket-holdings.js';
import { PROCESS_HOLDINGS } from './process-holdings.js';
import { LineValueSchema, TicketLineSchema } from './ticket-view/line/ticket-line.schema.js';
import { TicketJournalSchema, TicketSchema } from './ticket/infra/ticket.schema.js';
import { TICKETS_OF_PERSON as TICKET } from './ticket/tickets-of-person.api.js';
import { VisitJournalSchema, VisitSchema } from './visit/infra/visit.schema.js';

const OURS = { by: 'customerId', keeps: 'record-of-service' } as const;
const OF_TICKETS = { by: 'ticketId', through: TICKET, keeps: 'record-of-service' } as const;
const DRAFT: PersonWay = { schema: FormDraftSchema, by: 'subjectId', through: TICKET };

/** What a journal says of who did what when stays: what was promised is computed from it. */
export const TICKET_CENTER_HOLDINGS: readonly PersonHolding[] = [
  holding(TicketSchema, {
    ...OURS,
    name: 'tickets',
    gives: ['number', 'ticketType', 'channel', 'subject', 'description', 'status', 'solution', 'openedAt', 'closedAt'],
    erases: { subject: '', description: '', solution: null },
  }),
  holding(TicketJournalSchema, {
    ...{ name: 'ticket-journals', by: 'aggregateId', through: TICKET, keeps: 'journal-of-service' },
    gives: ['type', 'at', 'data'],
    erases: {
      data: withoutWords('changed', 'ticketType', 'category', 'from', 'to', 'form', 'flow', 'name', 'mentions', 'rule'),
    },
  }),
  holding(TicketLineSchema, { ...OURS, name: 'ticket-lines', erases: { subject: '' } }),
  holding(LineValueSchema, {
    ...{ ...OF_TICKETS, name: 'ticket-line-values', removes: true, where: { attribute: Not('categoryId') } },
  }),
  holding(StageFormSchema, {
    ...{ ...OF_TICKETS, name: 'ticket-forms', gives: ['stage', 'formName', 'answers'], erases: { answers: {} } },
  }),
  holding(TicketFieldSchema, { ...OF_TICKETS, name: 'ticket-fields', removes: true }),
  holding(FormLookupSchema, {
    ...{ name: 'form-lookups', by: 'draftId', through: DRAFT, keeps: 'nothing', removes: true },
  }),
  holding(FormDraftSchema, {
    ...{ name: 'form-drafts', by: 'subjectId', through: TICKET, keeps: 'nothing', removes: true, gives: ['answers'] },
  }),
  ...CARE_HOLDINGS,
  ...MAIL_HOLDINGS,
  ...PROCESS_HOLDINGS,
  holding(VisitSchema, {
    ...OURS,
    name: 'visits',
    gives: ['status', 'plannedOn', 'appointedFor', 'place', 'report'],
    erases: { place: null, report: null, signature: null, declines: withoutWords(), handovers: withoutWords() },
  }),
  holding(VisitJournalSchema, {
    ...{ name: 'visit-journals', by: 'aggregateId', keeps: 'journal-of-service' },
    through: { schema: VisitSchema, by: 'customerId' },
    erases: { data: withoutWords() },
  }),
  holding(TaskSchema, {
    ...OURS,
    name: 'tasks',
    gives: ['kind', 'channel', 'status', 'outcome', 'satisfaction', 'note', 'createdAt'],
    erases: { note: null, attempts: withoutWords('result') },
  }),
  holding(TaskJournalSchema, {
    ...{ name: 'task-journals', by: 'aggregateId', keeps: 'figures' },
    through: { schema: TaskSchema, by: 'customerId' },
    erases: { data: withoutWords('result', 'product') },
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
  holding(SopRunSchema, {
    ...{ ...OURS, name: 'sop-runs', gives: ['sopName', 'startedAt', 'values', 'trail'] },
    erases: {
      ...{ values: withoutWords(), facts: withoutWords(), frames: withoutWords('sop', 'step', 'name', 'label') },
      ...{ trail: withoutWords('sop', 'step', 'name', 'label'), done: [], undone: [], leftBecause: null },
    },
  }),
];
