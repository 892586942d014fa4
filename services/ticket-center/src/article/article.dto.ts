import { Channel } from '#libs/contracts/call-center/call-events';
import { personal } from '#libs/personal-data/personal';
import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const text = z.string().trim().min(1).max(20_000);
const attachmentIds = z.array(z.uuid()).max(20).default([]).describe('files that were uploaded to the ticket before');

export const ReplyBody = z.object({ text, attachmentIds });
export type ReplyBody = z.infer<typeof ReplyBody>;

export const CustomerMessageBody = ReplyBody.extend({
  channel: Channel.optional().describe('the way it came; otherwise that of the ticket'),
});
export type CustomerMessageBody = z.infer<typeof CustomerMessageBody>;

export const NoteBody = ReplyBody.extend({
  mentions: z
    .array(z.string().min(1).max(64))
    .max(20)
    .default([])
    .describe('ids of accounts: they are told, and follow the ticket from then on'),
});
export type NoteBody = z.infer<typeof NoteBody>;

export const ArticlePage = pageOfSchema(
  z
    .object({
      id: z.string(),
      kind: z.enum(['reply', 'note', 'customer-message']),
      visibility: z.enum(['public', 'internal']),
      author: z.string().nullable().describe('an account, or what else wrote it; null: the customer'),
      at: z.iso.datetime(),
      channel: z.string().nullable().describe('null: it went nowhere'),
      text: personal('text', z.string()),
      mentions: z.array(z.string()),
      attachments: z.array(
        z.object({
          id: z.string(),
          name: personal('text', z.string()),
          contentType: z.string().nullable(),
          bytes: z.int().nullable(),
          state: z.enum(['receiving', 'kept', 'refused', 'deleted', 'erased']),
        }),
      ),
    })
    .meta({ id: 'TicketArticle' }),
);
export type ArticlePage = z.infer<typeof ArticlePage>;
