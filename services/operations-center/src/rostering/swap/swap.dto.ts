import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { SWAP_STATUSES, type OvertimeOffer, type ShiftSwap } from './swap.schema.js';

const instant = z.iso.datetime({ offset: true });
const agentId = z.string().min(1).max(64);

export const SwapOffer = z.object({
  shiftId: z.uuid(),
  offeredTo: agentId.nullable().default(null).describe('null: whoever of the group wants it'),
});
export type SwapOffer = z.infer<typeof SwapOffer>;

export const SwapAcceptance = z.object({
  otherShiftId: z.uuid().nullable().default(null).describe('what is given for it; null: nothing'),
});
export type SwapAcceptance = z.infer<typeof SwapAcceptance>;

export const SwapView = z.object({
  id: z.uuid(),
  version: z.int(),
  planningGroupId: z.string(),
  shiftId: z.string(),
  offeredBy: z.string(),
  offeredTo: z.string().nullable(),
  status: z.enum(SWAP_STATUSES),
  acceptedBy: z.string().nullable(),
  otherShiftId: z.string().nullable(),
  decidedBy: z.string().nullable(),
  offeredAt: z.iso.datetime(),
});
export const SwapPage = pageOfSchema(SwapView);
export const SwapQuery = PageQuery.extend({
  planningGroupId: z.string().max(64),
  status: z.enum(SWAP_STATUSES).optional(),
});
export type SwapQuery = z.infer<typeof SwapQuery>;

export const AwardView = z.object({ agentId: z.string().nullable().describe('who has the shift now') });

export const OvertimeBody = z
  .object({
    planningGroupId: z.string().min(1).max(64),
    from: instant,
    to: instant,
    places: z.int().min(1).max(1_000),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'to is before from');
export type OvertimeBody = z.infer<typeof OvertimeBody>;

export const OvertimeView = z.object({
  id: z.uuid(),
  version: z.int(),
  planningGroupId: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  places: z.int(),
  takenBy: z.array(z.string()),
});
export const OvertimeList = z.object({ items: z.array(OvertimeView) });

export function swapView({ offeredAt, ...swap }: ShiftSwap) {
  return { ...swap, offeredAt: offeredAt.toISOString() };
}

export function overtimeView({ from, to, ...offer }: OvertimeOffer) {
  return { ...offer, from: from.toISOString(), to: to.toISOString() };
}
