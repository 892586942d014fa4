import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Activity } from '../sequencing/activity.js';
import type { ScormVersion } from './manifest.js';

export interface ScormPackageRow {
  id: string;
  name: string;
  scorm: ScormVersion;
  entry: string;
  parameters: string;
  /** What it consists of; null: of what it begins with alone. */
  activities: Activity | null;
  files: number;
  bytes: number;
  uploadedBy: string;
  uploadedAt: Date;
}

export const ScormPackageSchema = new EntitySchema<ScormPackageRow>({
  name: 'training_scorm_package',
  columns: {
    id: column.id(),
    name: column.varchar(200),
    scorm: column.varchar(8),
    entry: column.varchar(255),
    parameters: column.varchar(500),
    activities: column.nullable(column.json()),
    files: column.int(),
    bytes: column.int(),
    uploadedBy: column.varchar(64),
    uploadedAt: column.time(),
  },
});

/** A file of a package; its content is in object storage. */
export interface ScormFileRow {
  id: string;
  packageId: string;
  path: string;
  bytes: number;
}

export const ScormFileSchema = new EntitySchema<ScormFileRow>({
  name: 'training_scorm_file',
  columns: {
    id: column.id(),
    packageId: column.ref(),
    path: column.varchar(200),
    bytes: column.int(),
  },
  indices: [schemaIndex('training_scorm_file', { columns: ['packageId', 'path'], unique: true })],
});
