import { column } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** The conversation by mail that a ticket is about. */
export interface MailThreadRow {
  ticketId: string;
  mailboxId: string;
  /** Who asked, and is answered. */
  address: string;
  /** Addresses whose words are words of the customer. */
  participants: string[];
  subject: string;
  /** The last message of theirs; null: it had no Message-ID. */
  lastMessageId: string | null;
  /** Message-IDs of the conversation, the oldest first. */
  chain: string[];
  /** The ended ticket that it goes on from. */
  followsUp: string | null;
}

export const MailThreadSchema = new EntitySchema<MailThreadRow>({
  name: 'mail_thread',
  columns: {
    ticketId: column.primary(column.ref()),
    mailboxId: column.ref(),
    address: sealed(column.varchar(1_150)),
    participants: sealed(column.json()),
    subject: sealed(column.varchar(1_700)),
    lastMessageId: column.nullable(column.text()),
    chain: column.json(),
    followsUp: column.nullable(column.ref()),
  },
});
