import { MAIL_SECURITY } from '#libs/mail/smtp-settings';
import { EmailAddress } from '#libs/web/email-address';
import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const server = {
  host: z.hostname().max(253),
  port: z.int().min(1).max(65_535),
  security: z.enum(MAIL_SECURITY).default('tls'),
  user: z.string().min(1).max(200).nullable().default(null).describe('null: no login'),
};
const password = z
  .string()
  .min(1)
  .max(500)
  .optional()
  .describe('left out: the one it has, while server and user stay the same; never read back');
const MailServerBody = z.object({ ...server, password });
const time = z.iso.datetime().nullable();

const settings = {
  address: EmailAddress.max(200).toLowerCase(),
  name: z.string().trim().min(1).max(120).describe('that customers see beside the address'),
  enabled: z.boolean().default(true),
  folder: z.string().min(1).max(200).default('INBOX'),
  doneFolder: z
    .string()
    .min(1)
    .max(200)
    .nullable()
    .default(null)
    .describe('where read messages go; null: they stay, marked as seen'),
  ticketType: z.string().min(1).max(64).describe('of new tickets; its opening form must not require anything'),
  categoryId: z.uuid().nullable().default(null),
  teamId: z.string().min(1).max(64).nullable().default(null),
  acknowledgement: z
    .string()
    .trim()
    .min(1)
    .max(5_000)
    .nullable()
    .default(null)
    .describe('answered once to a new request; {number} is the number of the ticket'),
  replyBy: z
    .enum(['plus-address', 'subject'])
    .default('subject')
    .describe('how answers find their ticket; plus-address: the server must deliver name+anything'),
};

export const MailboxBody = z.object({ ...settings, imap: MailServerBody, smtp: MailServerBody });
export type MailboxBody = z.output<typeof MailboxBody>;

export const MailboxView = z
  .object({
    id: z.string(),
    version: z.int(),
    ...settings,
    imap: z.object(server),
    smtp: z.object(server),
    reading: z.object({
      polledAt: time,
      nextPollAt: time,
      failures: z.int().describe('in a row'),
      failure: z.string().nullable(),
    }),
  })
  .meta({ id: 'Mailbox' });
export type MailboxView = z.output<typeof MailboxView>;

export const MailboxPage = pageOfSchema(MailboxView);

const CheckedServer = z.object({ ok: z.boolean(), failure: z.string().nullable() });
export const MailboxCheck = z.object({ imap: CheckedServer, smtp: CheckedServer });
export type MailboxCheck = z.output<typeof MailboxCheck>;
