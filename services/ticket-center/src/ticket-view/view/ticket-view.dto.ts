import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { FIELD, LINE_ATTRIBUTES } from '../condition/attribute.js';
import { Conditions } from '../condition/condition.dto.js';
import { Sort } from '../line/line-order.js';

const text = (max: number) => z.string().trim().min(1).max(max);
const time = z.iso.datetime();

/** What a list shows; fields of forms as `field.` and their name. */
const SHOWN: readonly string[] = [...LINE_ATTRIBUTES, 'number', 'subject'];
const Column = z
  .string()
  .max(130)
  .refine((name) => SHOWN.includes(name) || name.startsWith(FIELD), 'no column of tickets');
export const Columns = z.array(Column).min(1).max(40);

export const ViewBody = z.object({
  name: text(120),
  position: z.int().min(0).max(100_000).default(0),
  scope: z.enum(['private', 'team', 'tenant']).default('private'),
  teamId: z.string().min(1).max(64).nullable().default(null).describe('of the scope team; null: that of the caller'),
  conditions: Conditions,
  sort: Sort.default([{ by: 'updatedAt', direction: 'desc' }]),
  columns: Columns.default(['number', 'subject', 'status', 'priority', 'assigneeId', 'updatedAt']),
});
export type ViewBody = z.infer<typeof ViewBody>;

export const TicketViewView = ViewBody.extend({
  id: z.string(),
  version: z.int(),
  ownerId: z.string(),
  count: z.int().nullable().describe('for who asks; null: not all tickets are counted yet'),
  changedBy: z.string(),
  changedAt: time,
});
export const TicketViewList = z.object({ items: z.array(TicketViewView) });

export const LineView = z.object({
  id: z.string(),
  number: z.string(),
  ticketType: z.string(),
  customerId: z.string(),
  channel: z.string(),
  subject: personal('text', z.string()),
  category: z.string().nullable(),
  priority: z.string(),
  status: z.string(),
  statusName: z.string().nullable(),
  assigneeId: z.string().nullable(),
  teamId: z.string().nullable(),
  supervisorId: z.string().nullable(),
  urgedTimes: z.int(),
  satisfaction: z.int().nullable(),
  openedAt: time,
  updatedAt: time,
  firstRepliedAt: time.nullable(),
  solvedAt: time.nullable(),
  closedAt: time.nullable(),
  dueAt: time.nullable().describe('of the promises that run, the next'),
  breached: z.boolean(),
  archived: z.boolean(),
  special: personal('text', z.record(z.string(), z.unknown()).describe('the fields of forms among the columns')),
});
export type LineView = z.infer<typeof LineView>;
export const LinePage = pageOfSchema(LineView);

export const AskBody = z.object({
  conditions: Conditions,
  sort: ViewBody.shape.sort,
  columns: ViewBody.shape.columns,
  ...PageQuery.shape,
});
export type AskBody = z.infer<typeof AskBody>;

export const CountsQuery = z.object({
  views: z
    .string()
    .transform((ids) => ids.split(','))
    .pipe(z.array(z.uuid()).min(1).max(100))
    .describe('ids, by commas'),
});
