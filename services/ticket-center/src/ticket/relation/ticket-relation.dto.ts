import { Priority, TicketCategory } from '#libs/contracts/ticket-center/ticket-events';
import { personal } from '#libs/personal-data/personal';
import { z } from 'zod';
import { LINK_KINDS } from '../infra/ticket-link.schema.js';
import { answering, text } from '../ticket.dto.js';

const ticketId = z.uuid();
const kind = z.enum(LINK_KINDS).describe('said of the ticket about the other; `relates` has no direction');

const ofItsOwn = {
  subject: personal('text', text(300).optional()),
  description: personal('text', z.string().max(20_000).optional()),
  ticketType: z.string().min(1).max(64).optional(),
  categoryId: z.uuid().nullable().optional(),
  priority: Priority.optional(),
  interactionEventIds: z.array(z.uuid()).max(100).default([]),
  variables: z.record(z.string().max(120), z.json()).default({}).describe('what the process of its type begins with'),
  ...answering,
};

export const FollowUpBody = z.object(ofItsOwn);
export const SplitBody = z.object({
  ...ofItsOwn,
  subject: personal('text', text(300)),
  interactionEventIds: ofItsOwn.interactionEventIds.describe('of the ticket that is split: they are of both then'),
  asChild: z.boolean().default(false).describe('it stays part of the ticket it comes of'),
});
export const MergeBody = z.object({ into: ticketId });
export const ParentBody = z.object({ parentId: ticketId.nullable() });
export const LinkTicketBody = z.object({ toId: ticketId, kind });

const percentage = z.int().min(0).max(100).nullable().default(null);
export const ChildRuleBody = z
  .object({ rule: z.enum(['all', 'any', 'percentage']), percentage: percentage.describe('of them, by that rule') })
  .refine((body) => (body.rule === 'percentage') === (body.percentage !== null), {
    path: ['percentage'],
    message: 'belongs to the rule percentage, and to no other',
  });

const RelatedView = z.object({
  id: z.string(),
  number: z.string(),
  subject: personal('text', z.string()),
  status: TicketCategory,
  statusName: z.string().nullable(),
  assigneeId: z.string().nullable(),
  teamId: z.string().nullable(),
  priority: Priority,
});
export type RelatedView = z.infer<typeof RelatedView>;

const ChildrenView = z.object({
  rule: z.string(),
  percentage: z.int().nullable(),
  satisfied: z.boolean().describe('whether enough are done for the ticket to be solved'),
  done: z.int(),
  items: z.array(RelatedView),
});

const LinkView = z.object({
  id: z.string(),
  kind: z.enum(LINK_KINDS),
  direction: z.enum(['to', 'from']).describe('from: said of the other about this one'),
  ticket: RelatedView,
  linkedBy: z.string(),
  linkedAt: z.iso.datetime(),
});

export const RelationsView = z
  .object({
    ticketId: z.string(),
    parent: RelatedView.nullable(),
    children: ChildrenView,
    origin: z.object({ kind: z.enum(['split', 'follow-up']), ticket: RelatedView.nullable() }).nullable(),
    splits: z.array(RelatedView),
    followUps: z.array(RelatedView),
    mergedInto: RelatedView.nullable(),
    merged: z.array(RelatedView),
    links: z.array(LinkView),
  })
  .meta({ id: 'TicketRelations' });
export type RelationsView = z.infer<typeof RelationsView>;
