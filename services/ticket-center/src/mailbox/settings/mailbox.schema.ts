import type { MailSecurity } from '#libs/mail/smtp-settings';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export interface MailServer {
  host: string;
  port: number;
  security: MailSecurity;
  /** Null: it asks for no login. */
  user: string | null;
}

/** An address that customers write to, and what becomes of what they write. */
export interface MailboxRow {
  id: string;
  version: number;
  /** In lower case. */
  address: string;
  /** That customers see beside the address. */
  name: string;
  enabled: boolean;
  imap: MailServer;
  smtp: MailServer;
  /** Where in the object storage its passwords lie; null: it has none. */
  secretKey: string | null;
  folder: string;
  /** Where messages go that were read; null: they stay, marked as seen. */
  doneFolder: string | null;
  ticketType: string;
  categoryId: string | null;
  teamId: string | null;
  /** What is answered at once to a new request, `{number}` standing for the ticket's; null: nothing. */
  acknowledgement: string | null;
  /** How answers find their ticket: the address with a `+`, where the server delivers those, or the subject. */
  replyBy: 'plus-address' | 'subject';
}

export const MailboxSchema = new EntitySchema<MailboxRow>({
  name: 'mailbox',
  columns: {
    id: column.id(),
    version: column.int(),
    address: column.varchar(200),
    name: column.varchar(120),
    enabled: column.flag(),
    imap: column.json(),
    smtp: column.json(),
    secretKey: column.nullable(column.varchar(120)),
    folder: column.varchar(200),
    doneFolder: column.nullable(column.varchar(200)),
    ticketType: column.varchar(64),
    categoryId: column.nullable(column.ref()),
    teamId: column.nullable(column.varchar(64)),
    acknowledgement: column.nullable(column.text()),
    replyBy: column.varchar(16),
  },
  indices: [schemaIndex('mailbox', { columns: ['address'], unique: true })],
});

/** How far a mailbox was read. */
export interface MailboxProgressRow {
  mailboxId: string;
  /** Of the folder; while it is the same, UIDs grow and mean the same messages (RFC 3501, 2.3.1.1). Null: never read. */
  uidValidity: string | null;
  lastUid: number;
  /** Null: it is off. */
  nextPollAt: Date | null;
  polledAt: Date | null;
  /** In a row. */
  failures: number;
  /** Why the last reading failed. */
  failure: string | null;
}

export const MailboxProgressSchema = new EntitySchema<MailboxProgressRow>({
  name: 'mailbox_progress',
  columns: {
    mailboxId: column.primary(column.ref()),
    uidValidity: column.nullable(column.varchar(20)),
    lastUid: column.bigint(),
    nextPollAt: column.nullable(column.time()),
    polledAt: column.nullable(column.time()),
    failures: column.int(),
    failure: column.nullable(column.varchar(64)),
  },
  indices: [schemaIndex('mailbox_progress', { columns: ['nextPollAt'] })],
});
