import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** failed: it was given up. bounced: a server took it and could not deliver it. */
export const OUTGOING_STATES = ['waiting', 'sent', 'failed', 'bounced'] as const;
export type OutgoingState = (typeof OUTGOING_STATES)[number];

/** A message that goes out, or went. */
export interface OutgoingMailRow {
  id: string;
  mailboxId: string;
  ticketId: string;
  /** The entry of the ticket's journal that it carries; the ticket's own id for its acknowledgement. */
  sourceId: string;
  kind: 'reply' | 'automatic-reply' | 'acknowledgement';
  messageId: string;
  messageKey: string;
  recipient: string;
  subject: string;
  text: string;
  inReplyTo: string | null;
  chain: string[];
  state: OutgoingState;
  attempts: number;
  /** When it is tried next; null: it is not. */
  dueAt: Date | null;
  /** A code: why the last attempt failed, or the status a bounce named. */
  failure: string | null;
  createdAt: Date;
  sentAt: Date | null;
}

const NAME = 'mail_outgoing';

export const OutgoingMailSchema = new EntitySchema<OutgoingMailRow>({
  name: NAME,
  columns: {
    id: column.id(),
    mailboxId: column.ref(),
    ticketId: column.ref(),
    sourceId: column.ref(),
    kind: column.varchar(16),
    messageId: column.varchar(300),
    messageKey: column.varchar(64),
    recipient: sealed(column.varchar(1_150)),
    subject: sealed(column.varchar(2_200)),
    text: sealed(column.text()),
    inReplyTo: column.nullable(column.text()),
    chain: column.json(),
    state: column.varchar(16),
    attempts: column.int(),
    dueAt: column.nullable(column.time()),
    failure: column.nullable(column.varchar(64)),
    createdAt: column.time(),
    sentAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex(NAME, { columns: ['sourceId'], unique: true }),
    schemaIndex(NAME, { columns: ['messageKey'], unique: true }),
    schemaIndex(NAME, { columns: ['dueAt'] }),
    schemaIndex(NAME, { columns: ['state', 'id'] }),
    schemaIndex(NAME, { columns: ['ticketId', 'id'] }),
  ],
});
