import { personal } from '#libs/personal-data/personal';
import { z } from 'zod';

const text = z.string().trim().min(1).max(300);
const required = z.boolean().default(false).describe('a ticket is not solved before it is done');

export const TicketTypeCode = z.string().min(1).max(64);

export const TemplateBody = z.object({
  items: z
    .array(
      z.object({ id: z.uuid().optional().describe('of a point that stays; a new one gets its own'), text, required }),
    )
    .max(100)
    .refine((items) => new Set(items.flatMap(({ id }) => id ?? [])).size === items.filter(({ id }) => id).length, {
      error: 'an id comes once',
    }),
});
export type TemplateBody = z.infer<typeof TemplateBody>;

export const TemplateView = z
  .object({
    ticketType: z.string(),
    items: z.array(z.object({ id: z.string(), text: z.string(), required: z.boolean() })),
    version: z.int(),
  })
  .meta({ id: 'ChecklistTemplate' });
export const TemplateList = z.object({ items: z.array(TemplateView) });

export const ItemBody = z.object({ text: personal('text', text) });
export const TickBody = z.object({ done: z.boolean() });

export const ChecklistView = z
  .object({
    items: z.array(
      z.object({
        itemId: z.string(),
        text: personal('text', z.string()),
        required: z.boolean(),
        done: z.boolean(),
        changedBy: z.string().nullable().describe('who ticked it, or took the tick away, last'),
        changedAt: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: 'TicketChecklist' });
export type ChecklistView = z.infer<typeof ChecklistView>;
