import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { LEAVE_STATUSES, type LeaveRequest } from './leave.schema.js';

export const LeaveBody = z
  .object({ typeId: z.uuid(), from: z.iso.date(), to: z.iso.date().describe('the last day') })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= 366 * 86_400_000, 'a year at most')
  .refine(({ from, to }) => from.slice(0, 4) === to.slice(0, 4), 'a request is about one calendar year');
export type LeaveBody = z.infer<typeof LeaveBody>;

export const LeaveView = z.object({
  id: z.uuid(),
  version: z.int(),
  agentId: z.string(),
  planningGroupId: z.string(),
  typeId: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  days: z.int().describe('that count: those they would work by their plan, without holidays'),
  status: z.enum(LEAVE_STATUSES).describe('waiting: for a place on days that are full'),
  requestedAt: z.iso.datetime(),
  decidedBy: z.string().nullable().describe('null: nobody yet, or by rule'),
});
export const LeavePage = pageOfSchema(LeaveView);
export const LeaveQuery = PageQuery.extend({
  planningGroupId: z.string().max(64).optional(),
  agentId: z.string().max(64).optional(),
  status: z.enum(LEAVE_STATUSES).optional(),
});
export type LeaveQuery = z.infer<typeof LeaveQuery>;

export const DecisionBody = z.object({ isApproved: z.boolean() });
export type DecisionBody = z.infer<typeof DecisionBody>;

export const AllowanceBody = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  places: z.int().min(0).max(10_000).describe('that may be away on each of these days'),
});
export type AllowanceBody = z.infer<typeof AllowanceBody>;

export const AllowanceList = z.object({
  items: z.array(z.object({ date: z.iso.date(), places: z.int(), taken: z.int() })),
});

export const BalanceBody = z.object({ granted: z.int().min(0).max(366) });
export type BalanceBody = z.infer<typeof BalanceBody>;
export const BalanceView = z.object({
  agentId: z.string(),
  typeId: z.string(),
  year: z.int(),
  granted: z.int(),
  taken: z.int(),
});
export const BalanceList = z.object({ items: z.array(BalanceView) });

export function leaveView({ requestedAt, ...request }: LeaveRequest) {
  return { ...request, requestedAt: requestedAt.toISOString() };
}
