import { Priority } from '#libs/contracts/ticket-center/ticket-events';
import { z } from 'zod';

export const OpenPoolList = z.object({
  items: z.array(
    z.object({
      poolId: z.string(),
      name: z.string(),
      waiting: z.int(),
      held: z.int().describe('what you have of it'),
      maxHeld: z.int(),
      nextGrabAt: z.iso.datetime().nullable(),
    }),
  ),
});

export const HeadQuery = z.object({ limit: z.coerce.number().int().min(1).max(50).default(10) });
export type HeadQuery = z.infer<typeof HeadQuery>;

export const BlindEntryList = z.object({
  items: z.array(
    z.object({
      entryId: z.string().nullable().describe('null: you get the next one'),
      priority: Priority.nullable(),
      waitingSeconds: z.int().nullable(),
      ticketType: z.string().nullable(),
    }),
  ),
});

export const PutBackBody = z.object({ reason: z.string().trim().min(1).max(2_000) });
