import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { SequencingState } from '../sequencing/tracking.js';
import type { CmiValues } from './cmi.js';

/** A launch: who holds its token is the learner, for this package alone, for a while. */
export interface ScormLaunchRow {
  /** SHA-256 of the token, hex: who reads the database cannot launch. */
  tokenHash: string;
  enrolmentId: string;
  unitId: string;
  packageId: string;
  personId: string;
  expiresAt: Date;
}

export const ScormLaunchSchema = new EntitySchema<ScormLaunchRow>({
  name: 'training_scorm_launch',
  columns: {
    tokenHash: column.primary(column.varchar(64)),
    enrolmentId: column.ref(),
    unitId: column.varchar(40),
    packageId: column.ref(),
    personId: column.varchar(64),
    expiresAt: column.time(),
  },
  indices: [schemaIndex('training_scorm_launch', { columns: ['expiresAt'] })],
});

export interface KeptActivity {
  readonly cmi: CmiValues;
  readonly seconds: number;
}

/** What a package has told of a learner. */
export interface ScormRunRow {
  enrolmentId: string;
  unitId: string;
  /** Of the activity that is shown. */
  cmi: CmiValues;
  /** How far one is with all of them; null: nothing was shown yet. */
  sequencing: SequencingState | null;
  /** What the other activities have told, by id. */
  kept: Record<string, KeptActivity> | null;
  /** Of sessions before this one. */
  formerSeconds: number;
  sessionSeconds: number;
  /** The launch that told it last, and its count. */
  session: string;
  sequence: number;
}

export const ScormRunSchema = new EntitySchema<ScormRunRow>({
  name: 'training_scorm_run',
  columns: {
    enrolmentId: column.primary(column.ref()),
    unitId: column.primary(column.varchar(40)),
    cmi: column.json(),
    sequencing: column.nullable(column.json()),
    kept: column.nullable(column.json()),
    formerSeconds: column.int(),
    sessionSeconds: column.int(),
    session: column.varchar(64),
    sequence: column.int(),
  },
});
