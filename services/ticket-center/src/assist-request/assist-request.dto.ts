import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const text = z.string().trim().min(1).max(20_000);
const id64 = z.string().min(1).max(64);
const time = z.iso.datetime();
const AssistStatus = z.enum(['open', 'answered', 'declined', 'withdrawn']);
const within = z.string().max(32).describe('ISO 8601, of open time, e.g. PT4H');

export const AskBody = z.object({
  teamId: id64,
  helperId: id64.nullable().default(null).describe('of the team; null: whoever takes it'),
  question: text,
  holds: z.boolean().default(false).describe('the ticket is on hold until then'),
  within: within.nullable().default(null).describe('null: as the team has agreed'),
});
export const AnswerBody = z.object({ answer: text });
export const DeclineBody = z.object({ reason: text });

export const AssistRequestView = z
  .object({
    id: z.string(),
    version: z.int(),
    ticketId: z.string(),
    teamId: z.string(),
    helperId: z.string().nullable(),
    question: personal('text', z.string()),
    holds: z.boolean(),
    status: AssistStatus,
    askedBy: z.string(),
    askedAt: time,
    within: z.string().nullable(),
    calendar: z.string().nullable(),
    dueAt: time.nullable(),
    overdue: z.boolean(),
    answer: personal('text', z.string().nullable()),
    endedBy: z.string().nullable(),
    endedAt: time.nullable(),
  })
  .meta({ id: 'AssistRequest' });
export type AssistRequestView = z.infer<typeof AssistRequestView>;

export const AssistRequestPage = pageOfSchema(AssistRequestView);
export const AssistRequestList = z.object({ items: z.array(AssistRequestView) });

export const ListAssistRequestsQuery = PageQuery.extend({
  status: AssistStatus.default('open'),
  teamId: id64.optional(),
  helperId: id64.optional(),
});
export type ListAssistRequestsQuery = z.infer<typeof ListAssistRequestsQuery>;

export const AssistPolicyBody = z.object({ within, calendar: z.string().min(1).max(120).default('service-hours') });
export const AssistPolicyView = z.object({
  teamId: z.string(),
  within: z.string(),
  calendar: z.string(),
  version: z.int(),
});
