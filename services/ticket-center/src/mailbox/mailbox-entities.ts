import { IncomingMailSchema, MailPartSchema } from './incoming/incoming-mail.schema.js';
import { OutgoingMailSchema } from './outgoing/outgoing-mail.schema.js';
import { MailboxProgressSchema, MailboxSchema } from './settings/mailbox.schema.js';
import { MailThreadSchema } from './thread/mail-thread.schema.js';

/** Everything this context keeps. */
export const mailboxEntities = [
  MailboxSchema,
  MailboxProgressSchema,
  MailThreadSchema,
  IncomingMailSchema,
  MailPartSchema,
  OutgoingMailSchema,
];
