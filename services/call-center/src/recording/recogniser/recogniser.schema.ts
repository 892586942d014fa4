import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** Who listens to a tenant's recordings; one row. */
export interface RecogniserSettingsRow {
  id: 'recogniser';
  version: number;
  enabled: boolean;
  /** Behind which `/audio/transcriptions` is, e.g. `https://asr.example.com/v1`. */
  baseUrl: string;
  model: string;
  /** A language tag such as zh-CN; null: the recogniser finds out. */
  language: string | null;
  secret: string | null;
}

export const RecogniserSettingsSchema = new EntitySchema<RecogniserSettingsRow>({
  name: 'recogniser_settings',
  columns: {
    id: column.primary(column.varchar(16)),
    version: column.int(),
    enabled: column.flag(),
    baseUrl: column.varchar(500),
    model: column.varchar(100),
    language: column.nullable(column.varchar(35)),
    secret: sealed(column.nullable(column.text())),
  },
});

/** A recording that is to be listened to. What was done has no row any more. */
export interface ListeningRow {
  recordingId: string;
  /** How often it was begun. */
  attempts: number;
  /** When it is begun, or begun again where nobody has said that it has ended; null: given up. */
  dueAt: Date | null;
  /** A code of what went wrong last. */
  problem: string | null;
}

export const ListeningSchema = new EntitySchema<ListeningRow>({
  name: 'recording_listening',
  columns: {
    recordingId: column.primary(column.ref()),
    attempts: column.int(),
    dueAt: column.nullable(column.time()),
    problem: column.nullable(column.varchar(64)),
  },
  indices: [schemaIndex('recording_listening', { columns: ['dueAt', 'recordingId'] })],
});
