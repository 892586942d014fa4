import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export interface CertificateRow {
  id: string;
  /** What people say on the phone, e.g. `CERT-20261123-000001`. */
  number: string;
  /** What whoever is shown it can have it checked by; drawn at random. */
  verification: string;
  enrolmentId: string;
  courseId: string;
  courseVersion: number;
  personId: string;
  issuedAt: Date;
  expiresAt: Date | null;
  /** When it is told that it will expire; null: it was, or never will be. */
  warnAt: Date | null;
  revokedAt: Date | null;
}

export const CertificateSchema = new EntitySchema<CertificateRow>({
  name: 'training_certificate',
  columns: {
    id: column.id(),
    number: column.varchar(32),
    verification: column.varchar(32),
    enrolmentId: column.ref(),
    courseId: column.ref(),
    courseVersion: column.int(),
    personId: column.varchar(64),
    issuedAt: column.time(),
    expiresAt: column.nullable(column.time()),
    warnAt: column.nullable(column.time()),
    revokedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('training_certificate', { columns: ['verification'], unique: true }),
    schemaIndex('training_certificate', { columns: ['enrolmentId'], unique: true }),
    schemaIndex('training_certificate', { columns: ['warnAt', 'id'] }),
    schemaIndex('training_certificate', { columns: ['personId', 'id'] }),
  ],
});
