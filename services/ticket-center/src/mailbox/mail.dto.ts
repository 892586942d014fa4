import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { INCOMING_STATES, OUTCOMES } from './incoming/incoming-mail.schema.js';
import { OUTGOING_STATES } from './outgoing/outgoing-mail.schema.js';

const time = z.iso.datetime();
const IncomingMailLine = z.object({
  id: z.string(),
  mailboxId: z.string(),
  state: z.enum(INCOMING_STATES).describe('held: too many came from one sender; failed and held ones can be retried'),
  reason: z.string().nullable().describe('a code: why it was ignored, is held or failed'),
  outcome: z.enum(OUTCOMES).nullable(),
  ticketId: z.string().nullable(),
  sender: personal('email', z.string().nullable()),
  senderName: personal('name', z.string().nullable()),
  subject: personal('text', z.string().nullable()),
  bytes: z.int(),
  attempts: z.int(),
  receivedAt: time,
  handledAt: time.nullable(),
});
export const IncomingMailPage = pageOfSchema(IncomingMailLine);

export const IncomingMailView = IncomingMailLine.extend({
  text: personal('text', z.string().nullable().describe('without what is quoted and the signature')),
  html: personal(
    'text',
    z.string().nullable().describe('all of it, made harmless; pictures of the message are named by `cid:`'),
  ),
  parts: z.array(
    z.object({
      position: z.int(),
      filename: personal('text', z.string().nullable()),
      contentType: z.string(),
      contentId: z.string().nullable().describe('that the HTML names it by; null: a file beside the text'),
      bytes: z.int(),
    }),
  ),
}).meta({ id: 'IncomingMail' });

export const OutgoingMailView = z
  .object({
    id: z.string(),
    mailboxId: z.string(),
    ticketId: z.string(),
    kind: z.enum(['reply', 'automatic-reply', 'acknowledgement']),
    state: z.enum(OUTGOING_STATES).describe('failed: given up; bounced: a server took it and could not deliver it'),
    recipient: personal('email', z.string()),
    subject: personal('text', z.string()),
    attempts: z.int(),
    failure: z.string().nullable(),
    createdAt: time,
    sentAt: time.nullable(),
  })
  .meta({ id: 'OutgoingMail' });
export const OutgoingMailPage = pageOfSchema(OutgoingMailView);

const filter = {
  ticketId: z.uuid().optional(),
  mailboxId: z.uuid().optional(),
  customerId: z.uuid().optional().describe('of their tickets'),
};
export const IncomingMailFilter = PageQuery.extend({ ...filter, state: z.enum(INCOMING_STATES).optional() });
export type IncomingMailFilter = z.output<typeof IncomingMailFilter>;
export const OutgoingMailFilter = PageQuery.extend({ ...filter, state: z.enum(OUTGOING_STATES).optional() });
export type OutgoingMailFilter = z.output<typeof OutgoingMailFilter>;
