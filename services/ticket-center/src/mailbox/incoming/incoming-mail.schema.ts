import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** stored: its source is safe and it waits to be handled. held: too many came. */
export const INCOMING_STATES = ['stored', 'handled', 'ignored', 'held', 'failed'] as const;
export type IncomingState = (typeof INCOMING_STATES)[number];

export const OUTCOMES = ['opened', 'continued', 'noted', 'bounced'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A message that came. */
export interface IncomingMailRow {
  id: string;
  mailboxId: string;
  messageKey: string;
  messageId: string | null;
  /** Where it lies in the mailbox. */
  uidValidity: string;
  uid: number;
  /** Its source in the object storage; null: too large, not fetched. */
  sourceKey: string | null;
  bytes: number;
  /** SHA-256 of the source. */
  hash: string | null;
  state: IncomingState;
  /** A code: why it was ignored, is held or failed. */
  reason: string | null;
  outcome: Outcome | null;
  ticketId: string | null;
  attempts: number;
  /** When it is handled next; null: it is not. */
  dueAt: Date | null;
  /** The mailbox shows that it was read. */
  settled: boolean;
  receivedAt: Date;
  handledAt: Date | null;
  /** Null until it was read. */
  sender: string | null;
  /** What the sender is found by: a blind index. */
  senderKey: string | null;
  senderName: string | null;
  subject: string | null;
  /** Without what is quoted. */
  text: string | null;
  hasHtml: boolean;
}

const NAME = 'mail_incoming';

export const IncomingMailSchema = new EntitySchema<IncomingMailRow>({
  name: NAME,
  columns: {
    id: column.id(),
    mailboxId: column.ref(),
    messageKey: column.varchar(64),
    messageId: column.nullable(column.text()),
    uidValidity: column.varchar(20),
    uid: column.bigint(),
    sourceKey: column.nullable(column.varchar(120)),
    bytes: column.bigint(),
    hash: column.nullable(column.varchar(64)),
    state: column.varchar(16),
    reason: column.nullable(column.varchar(64)),
    outcome: column.nullable(column.varchar(16)),
    ticketId: column.nullable(column.ref()),
    attempts: column.int(),
    dueAt: column.nullable(column.time()),
    settled: column.flag(),
    receivedAt: column.time(),
    handledAt: column.nullable(column.time()),
    sender: sealed(column.nullable(column.varchar(1_150))),
    senderKey: column.nullable(column.varchar(32)),
    senderName: sealed(column.nullable(column.varchar(1_150))),
    subject: sealed(column.nullable(column.varchar(1_700))),
    text: sealed(column.nullable(column.text())),
    hasHtml: column.flag(),
  },
  indices: [
    schemaIndex(NAME, { columns: ['mailboxId', 'messageKey'], unique: true }),
    schemaIndex(NAME, { columns: ['messageKey'] }),
    schemaIndex(NAME, { columns: ['dueAt'] }),
    schemaIndex(NAME, { columns: ['mailboxId', 'settled'] }),
    schemaIndex(NAME, { columns: ['mailboxId', 'senderKey', 'receivedAt'] }),
    schemaIndex(NAME, { columns: ['state', 'id'] }),
    schemaIndex(NAME, { columns: ['ticketId', 'id'] }),
  ],
});

/** A file or a picture of a message; its content is in the object storage. */
export interface MailPartRow {
  mailId: string;
  position: number;
  filename: string | null;
  contentType: string;
  /** That the HTML names it by; null: it is a file beside the text. */
  contentId: string | null;
  bytes: number;
}

export const MailPartSchema = new EntitySchema<MailPartRow>({
  name: 'mail_part',
  columns: {
    mailId: column.primary(column.ref()),
    position: column.primary(column.int()),
    filename: sealed(column.nullable(column.varchar(1_450))),
    contentType: column.varchar(120),
    contentId: column.nullable(column.varchar(255)),
    bytes: column.bigint(),
  },
});
