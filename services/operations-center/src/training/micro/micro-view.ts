import { z } from 'zod';
import type { MicroOfferRow } from './micro.schema.js';

export const MicroOfferView = z
  .object({
    id: z.uuid(),
    courseId: z.uuid(),
    state: z.enum(['open', 'taken', 'declined', 'withdrawn']),
    offeredAt: z.iso.datetime(),
  })
  .meta({ id: 'MicroOffer' });

export function microOfferView({ id, courseId, state, offeredAt }: MicroOfferRow): z.infer<typeof MicroOfferView> {
  return { id, courseId, state, offeredAt: offeredAt.toISOString() };
}
