import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export type AccessPurpose = 'play' | 'download' | 'transcript';

/** That somebody got at the content of a recording. Rows are only added; they outlive the content. */
export interface RecordingAccessRow {
  id: string;
  recordingId: string;
  at: Date;
  subject: string;
  /** The client's address, as the gateway saw it. */
  address: string;
  purpose: AccessPurpose;
  /** The reason they gave. */
  reason: string;
  /** Which part they asked for, such as `bytes 0-1023`, or which transcript; null for the whole recording. */
  portion: string | null;
}

export const RecordingAccessSchema = new EntitySchema<RecordingAccessRow>({
  name: 'recording_access',
  columns: {
    id: column.id(),
    recordingId: column.ref(),
    at: column.time(),
    subject: column.varchar(64),
    address: column.varchar(64),
    purpose: column.varchar(16),
    reason: column.varchar(200),
    portion: column.nullable(column.varchar(64)),
  },
  indices: [schemaIndex('recording_access', { columns: ['recordingId', 'id'] })],
});
