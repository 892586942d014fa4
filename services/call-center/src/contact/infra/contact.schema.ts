import { sealedJournalSchema } from '#libs/personal-data/sealed-journal';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import type { Channel, ContactOutcome, ContactStatus, Direction } from '../domain/contact-status.js';
import { Contact } from '../domain/contact.aggregate.js';
import type { Company, ContactCourse } from '../domain/contact-course.js';

/** A contact as it lies in its table, for queries. */
export interface ContactRow {
  id: string;
  version: number;
  updatedAt: Date;
  number: string;
  channel: Channel;
  direction: Direction;
  customerId: string | null;
  address: string | null;
  taskId: string | null;
  agentId: string | null;
  queueId: string | null;
  status: ContactStatus;
  outcome: ContactOutcome | null;
  startedAt: Date;
  connectedAt: Date | null;
  endedAt: Date | null;
  course: (Omit<ContactCourse, keyof Company> & Partial<Company>) | null;
}

export const ContactSchema = new EntitySchema<ContactRow>({
  name: 'Contact',
  tableName: 'contact',
  target: Contact,
  columns: {
    ...aggregateColumns,
    number: column.varchar(32),
    channel: column.varchar(16),
    direction: column.varchar(16),
    customerId: column.nullable(column.ref()),
    address: sealed(column.nullable(column.varchar(1_100))),
    taskId: column.nullable(column.ref()),
    agentId: column.nullable(column.varchar(64)),
    queueId: column.nullable(column.ref()),
    status: column.varchar(16),
    outcome: column.nullable(column.varchar(16)),
    startedAt: column.time(),
    connectedAt: column.nullable(column.time()),
    endedAt: column.nullable(column.time()),
    course: sealed(column.nullable(column.json())),
  },
  indices: [
    schemaIndex('contact', { columns: ['number'], unique: true }),
    schemaIndex('contact', { columns: ['customerId', 'id'] }),
    schemaIndex('contact', { columns: ['status', 'channel', 'id'] }),
    schemaIndex('contact', { columns: ['agentId', 'id'] }),
  ],
});

export const ContactJournalSchema = sealedJournalSchema('contact_journal');
