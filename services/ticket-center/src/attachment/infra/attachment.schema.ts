import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { Attachment, type AttachmentState, type ScanState } from '../domain/attachment.aggregate.js';

/** An attachment as it lies in its table, for queries. */
export interface AttachmentRow {
  id: string;
  version: number;
  updatedAt: Date;
  ticketId: string;
  name: string;
  uploadedBy: string;
  uploadedAt: Date;
  state: AttachmentState;
  contentType: string | null;
  bytes: number | null;
  sha256: string | null;
  scan: ScanState | null;
  internal: boolean;
  uploadKey: string | null;
  contentKey: string | null;
  dueAt: Date | null;
}

export const AttachmentSchema = new EntitySchema<AttachmentRow>({
  name: 'Attachment',
  tableName: 'ticket_attachment',
  target: Attachment,
  columns: {
    ...aggregateColumns,
    ticketId: column.ref(),
    name: column.varchar(200),
    uploadedBy: column.varchar(64),
    uploadedAt: column.time(),
    state: column.varchar(16),
    contentType: column.nullable(column.varchar(128)),
    bytes: column.nullable(column.int()),
    sha256: column.nullable(column.varchar(64)),
    scan: column.nullable(column.varchar(16)),
    internal: column.flag(),
    uploadKey: column.nullable(column.varchar(64)),
    contentKey: column.nullable(column.varchar(64)),
    dueAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('ticket_attachment', { columns: ['ticketId', 'id'] }),
    schemaIndex('ticket_attachment', { columns: ['uploadKey'], unique: true }),
    schemaIndex('ticket_attachment', { columns: ['contentKey'], unique: true }),
    schemaIndex('ticket_attachment', { columns: ['dueAt', 'id'] }),
    schemaIndex('ticket_attachment', { columns: ['state', 'bytes'] }),
  ],
});

/** Also who deleted what, and why. */
export const AttachmentJournalSchema = journalSchema('ticket_attachment_journal');
