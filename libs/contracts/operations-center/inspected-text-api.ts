import { z } from 'zod';

/** What was said in a chat, as the services tell it to who inspects it; 500 at once. */
export const InspectedMessages = z.object({
  contactId: z.uuid(),
  customerId: z.uuid().nullable(),
  openedAt: z.iso.datetime(),
  items: z.array(
    z.object({
      seq: z.int(),
      senderRole: z.enum(['customer', 'agent', 'bot', 'system']),
      senderId: z.string(),
      text: z.string(),
      sentAt: z.iso.datetime(),
    }),
  ),
});
export type InspectedMessages = z.infer<typeof InspectedMessages>;

/** What was written in a ticket, and what it is about. */
export const InspectedTicket = z.object({
  channel: z.string(),
  category: z.string().nullable(),
  customerId: z.uuid(),
  assigneeId: z.string().nullable(),
  openedAt: z.iso.datetime(),
  items: z.array(
    z.object({
      part: z.enum(['subject', 'description', 'solution', 'reply', 'customer', 'note']),
      text: z.string(),
      by: z.string().nullable().describe('the person of ours who wrote it; null: the customer, or nobody in person'),
      at: z.iso.datetime(),
    }),
  ),
});
export type InspectedTicket = z.infer<typeof InspectedTicket>;
