import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Something everybody of an audience is to know. */
export interface AnnouncementRow {
  id: string;
  version: number;
  title: string;
  body: string;
  /** `agents`, `team:<name>`, `role:<name>`: whoever is one of them. */
  audience: string[];
  priority: 'info' | 'important' | 'urgent';
  mustConfirm: boolean;
  state: 'draft' | 'published' | 'withdrawn';
  validFrom: Date;
  validUntil: Date | null;
  /** When people are told; null: they were, or never are. */
  tellAt: Date | null;
  /** Who were told: how many. */
  recipients: number;
  writtenBy: string;
  createdAt: Date;
}

export const AnnouncementSchema = new EntitySchema<AnnouncementRow>({
  name: 'announcement',
  columns: {
    id: column.id(),
    version: column.int(),
    title: column.varchar(200),
    body: column.text(),
    audience: column.json(),
    priority: column.varchar(16),
    mustConfirm: column.flag(),
    state: column.varchar(16),
    validFrom: column.time(),
    validUntil: column.nullable(column.time()),
    tellAt: column.nullable(column.time()),
    recipients: column.int(),
    writtenBy: column.varchar(64),
    createdAt: column.time(),
  },
  indices: [
    schemaIndex('announcement', { columns: ['state', 'id'] }),
    schemaIndex('announcement', { columns: ['tellAt'] }),
  ],
});

/** That somebody has read it, and confirmed it. */
export interface ReceiptRow {
  announcementId: string;
  personId: string;
  readAt: Date;
  confirmedAt: Date | null;
}

export const ReceiptSchema = new EntitySchema<ReceiptRow>({
  name: 'announcement_receipt',
  columns: {
    announcementId: column.primary(column.ref()),
    personId: column.primary(column.ref()),
    readAt: column.time(),
    confirmedAt: column.nullable(column.time()),
  },
  indices: [schemaIndex('announcement_receipt', { columns: ['announcementId', 'confirmedAt'] })],
});
